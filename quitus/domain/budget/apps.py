"""The room `budget` as a Django app."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Financing plan, budget lines, spending, evidence, instalments."""

    name = "quitus.domain.budget"
    label = "budget"
