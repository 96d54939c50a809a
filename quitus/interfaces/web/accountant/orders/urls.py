"""Addresses of orders, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.orders import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/<int:order_id>/viser/", views.visa, name="visa_order"),
    path("commandes/<int:order_id>/livraison/", views.deliver, name="receive_delivery"),
]
