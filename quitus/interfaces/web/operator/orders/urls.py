"""Addresses of the orders asked from this operator."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.operator.orders import passes, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/<int:order_id>/produire/", views.produce, name="produce_order"),
    path("recherche/", passes.search, name="search"),
    path("commandes/pass/<int:number>/", passes.one, name="pass"),
    path("commandes/pass/<int:first>-<int:last>/", passes.several, name="pass_range"),
]
