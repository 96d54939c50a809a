"""The room `printing` as a Django app."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Proofs and print runs of pass: who approved what, and which parts are made."""

    name = "quitus.domain.printing"
    label = "printing"
