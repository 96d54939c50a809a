"""The room `distribution` as a Django app."""

from django.apps import AppConfig


class DistributionConfig(AppConfig):
    """Custody movements, distribution points, imprest, beneficiaries, hand-outs."""

    name = "quitus.domain.distribution"
    label = "distribution"
