"""The room `workshops` as a Django app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Workshops and appointments that venues publish, and who booked a seat with a pass."""

    name = "quitus.domain.workshops"
    label = "workshops"
