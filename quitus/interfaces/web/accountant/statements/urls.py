"""Addresses of the statements that wait for, or have, the accountant's attestation."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.statements import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("depenses/", views.statements, name="statements"),
    path("depenses/<int:statement_id>/", views.statement, name="statement"),
    path("depenses/<int:statement_id>/papier/", views.paper, name="statement_paper"),
    path("depenses/<int:statement_id>/attester/", views.attest, name="attest_statement"),
    path("depenses/<int:statement_id>/refuser/", views.decline, name="decline_statement"),
]
