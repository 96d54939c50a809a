"""Signing in, as a Django app."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """The adapter of django-allauth; its templates are restyled by the layout."""

    name = "quitus.interfaces.web.account"
    label = "web_account"
