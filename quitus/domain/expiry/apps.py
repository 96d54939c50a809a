"""The room `expiry` as a Django app."""

from django.apps import AppConfig


class ExpiryConfig(AppConfig):
    """The end of validity of an order: its calendar, its statement with the operator, its credit note."""

    name = "quitus.domain.expiry"
    label = "expiry"
