"""The public pages as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Pages anybody may open."""

    name = "quitus.interfaces.web.public"
    label = "public"
