"""Addresses of the pass at the printer."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.operator.stock import dispatch, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stock/", views.stock, name="stock"),
    path("stock/transport/", dispatch.dispatch, name="dispatch"),
    path("stock/transport/<int:carrier_id>/retour/", dispatch.coming_back, name="coming_back"),
    path("stock/registre/", views.register, name="register"),
    path("stock/bordereaux/", views.slips, name="slips"),
    path("stock/bordereaux/<int:slip_id>/", views.slip, name="slip"),
]
