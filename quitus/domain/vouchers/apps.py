"""The room `vouchers` as a Django app."""

from django.apps import AppConfig


class VouchersConfig(AppConfig):
    """Orders, series, vouchers, codes."""

    name = "quitus.domain.vouchers"
    label = "vouchers"
