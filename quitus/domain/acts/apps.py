"""The room `acts` as a Django app."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """Sittings, deliberations, votes, transmission and publication."""

    name = "quitus.domain.acts"
    label = "acts"
