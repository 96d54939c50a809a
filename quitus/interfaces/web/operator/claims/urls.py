"""Addresses of payment orders."""

from django.urls import path

from quitus.interfaces.web.operator.claims import views

urlpatterns = [
    path("paiements/", views.payments, name="payments"),
    path("paiements/<int:payment_id>/", views.payment, name="payment"),
    path("paiements/<int:payment_id>/paye/", views.paid, name="payment_paid"),
]
