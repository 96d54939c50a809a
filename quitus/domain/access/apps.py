"""The room `access` as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """What lets a device or a software act for somebody at some venues: tokens, their scopes and their limits."""

    name = "quitus.domain.access"
    label = "access"
