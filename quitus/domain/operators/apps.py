"""The room `operators` as a Django app."""

from django.apps import AppConfig


class OperatorsConfig(AppConfig):
    """What operators outside send, and what leaves when one of them fails."""

    name = "quitus.domain.operators"
    label = "operators"
