"""The room `controls` as a Django app."""

from django.apps import AppConfig


class ControlsConfig(AppConfig):
    """Inventories, handovers of duty, controls, and files of loss."""

    name = "quitus.domain.controls"
    label = "controls"
