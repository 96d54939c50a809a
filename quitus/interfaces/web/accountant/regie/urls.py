"""Addresses of régies and appointments, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.regie import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("regies/", views.imprests, name="imprests"),
    path("regies/<int:imprest_id>/", views.imprest, name="imprest"),
    path("regies/<int:imprest_id>/avis/", views.assent_to_imprest, name="assent_to_imprest"),
    path("regies/nominations/<int:appointment_id>/avis/", views.assent_to_appointment, name="assent_to_appointment"),
]
