"""The room `venues` as a Django app."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Structures' venues, their qualification and services."""

    name = "quitus.domain.venues"
    label = "venues"
