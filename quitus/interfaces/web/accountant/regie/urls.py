"""Addresses of régies, appointments and mandated bodies, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.regie import assents, mandates, views

_NOMINATION = "regies/nominations/<int:appointment_id>/avis/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("regies/", views.imprests, name="imprests"),
    path("regies/<int:imprest_id>/", views.imprest, name="imprest"),
    path("regies/<int:imprest_id>/avis/", assents.imprest, name="assent_to_imprest"),
    path("regies/avenants/<int:amendment_id>/avis/", assents.amendment, name="assent_to_imprest_amendment"),
    path("regies/sous-regies/<int:sub_regie_id>/avis/", assents.sub_regie, name="assent_to_sub_regie"),
    path(_NOMINATION, assents.appointment, name="assent_to_appointment"),
    path("regies/papiers/<int:paper_id>/", views.signed_paper, name="signed_paper"),
    path("regies/organismes-mandates/", mandates.mandates, name="mandates"),
    path("regies/organismes-mandates/<int:mandate_id>/", mandates.mandate, name="mandate"),
    path("regies/organismes-mandates/<int:mandate_id>/avis/", assents.mandate, name="assent_to_mandate"),
]
