"""The room `webhooks` as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """What is told by itself to the software of venues, signed, tried again, and written down."""

    name = "quitus.domain.webhooks"
    label = "webhooks"
