"""Addresses of the findings and of the statements."""

from django.urls import path

from quitus.interfaces.web.authority.findings import proposals, statements, views

urlpatterns = [
    path("constats/", views.findings, name="findings"),
    path("constats/enonces/", statements.statements, name="statements"),
    path("constats/enonces/nouveau/", statements.choose, name="new_statement"),
    path("constats/enonces/nouveau/<slug:kind>/", statements.new, name="record_statement"),
    path("constats/enonces/proposes/", proposals.proposals, name="proposed_statements"),
    path("constats/enonces/<int:statement_id>/ecarter/", statements.set_aside, name="set_statement_aside"),
    path("constats/<slug:identity>/", views.finding, name="finding"),
]
