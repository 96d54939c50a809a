"""The room `signals` as a Django app."""

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    """What looks strange in the uses of pass: evidence, decision and follow-up; never a punishment."""

    name = "quitus.domain.signals"
    label = "signals"
