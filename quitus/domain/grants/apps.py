"""The room `grants` as a Django app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Conventions, amendments, articles, parameters, catalogue."""

    name = "quitus.domain.grants"
    label = "grants"
