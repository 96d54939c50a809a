"""The room `keys` as a Django app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """The keys behind the codes printed on pass: their lives; never a secret."""

    name = "quitus.domain.keys"
    label = "keys"
