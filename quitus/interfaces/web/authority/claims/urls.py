"""Addresses of claims and payments."""

from django.urls import path

from quitus.interfaces.web.authority.claims import payments, views

urlpatterns = [
    path("remboursements/", views.claims, name="claims"),
    path("remboursements/preparer/", views.settle, name="settle"),
    path("remboursements/demandes/<int:claim_id>/", views.claim, name="claim"),
    path("remboursements/demandes/<int:claim_id>/service-fait/", views.certify, name="certify_claim"),
    path("remboursements/demandes/<int:claim_id>/renvoyer/", views.reject, name="reject_claim"),
    path("remboursements/ordonner/", payments.issue, name="issue_payments"),
    path("remboursements/paiements/", payments.payments, name="payments"),
    path("remboursements/paiements/<int:payment_id>/", payments.payment, name="payment"),
    path("remboursements/paiements/<int:payment_id>/mandat/", payments.mandat, name="payment_mandat"),
    path("remboursements/paiements/<int:payment_id>/paye/", payments.paid, name="payment_paid"),
]
