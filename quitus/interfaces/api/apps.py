"""The door for software as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Brings the templates of the reference page."""

    name = "quitus.interfaces.api"
    label = "api"
