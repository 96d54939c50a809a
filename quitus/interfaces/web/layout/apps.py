"""The layout as a Django app: templates, tags and built assets."""

from django.apps import AppConfig


class LayoutConfig(AppConfig):
    """Must stand before ``allauth`` in INSTALLED_APPS: it restyles its templates."""

    name = "quitus.interfaces.web.layout"
    label = "layout"
