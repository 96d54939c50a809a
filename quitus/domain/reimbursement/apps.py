"""The room `reimbursement` as a Django app."""

from django.apps import AppConfig


class ReimbursementConfig(AppConfig):
    """Claims of venues, fees, payment orders, payments."""

    name = "quitus.domain.reimbursement"
    label = "reimbursement"
