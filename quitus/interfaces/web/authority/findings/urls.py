"""Addresses of the findings and of the statements."""

from django.urls import path

from quitus.interfaces.web.authority.findings import proposals, statements, views

urlpatterns = [
    path("convention/constats/", views.findings, name="findings"),
    path("convention/constats/enonces/", statements.statements, name="text_statements"),
    path("convention/constats/enonces/nouveau/", statements.choose, name="new_text_statement"),
    path("convention/constats/enonces/nouveau/<slug:kind>/", statements.new, name="record_text_statement"),
    path("convention/constats/enonces/proposes/", proposals.proposals, name="proposed_text_statements"),
    path(
        "convention/constats/enonces/<int:statement_id>/ecarter/", statements.set_aside, name="set_text_statement_aside"
    ),
    path("convention/constats/<slug:identity>/", views.finding, name="finding"),
]
