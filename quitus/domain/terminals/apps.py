"""The room `terminals` as a Django app."""

from django.apps import AppConfig


class TerminalsConfig(AppConfig):
    """The devices of venues: enrolled, shared, limited, and what they may know offline."""

    name = "quitus.domain.terminals"
    label = "terminals"
