"""The room `campaigns` as a Django app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns of the funder, their proposals, questions and answers."""

    name = "quitus.domain.campaigns"
    label = "campaigns"
