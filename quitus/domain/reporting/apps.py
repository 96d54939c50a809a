"""The room `reporting` as a Django app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Indicators, frozen reports, statement of expenditure."""

    name = "quitus.domain.reporting"
    label = "reporting"
