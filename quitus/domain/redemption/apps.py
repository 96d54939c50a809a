"""The room `redemption` as a Django app."""

from django.apps import AppConfig


class RedemptionConfig(AppConfig):
    """Redemptions and their undoing."""

    name = "quitus.domain.redemption"
    label = "redemption"
