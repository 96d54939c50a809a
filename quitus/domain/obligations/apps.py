"""The room `obligations` as a Django app."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """What is owed under a convention, its dates, its proofs, its reminders."""

    name = "quitus.domain.obligations"
    label = "obligations"
