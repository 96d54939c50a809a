"""Addresses of the funder's proposals."""

from django.urls import path

from quitus.interfaces.web.authority.campaigns import views

urlpatterns = [
    path("convention/propositions/", views.proposals, name="proposals"),
    path("convention/propositions/<int:proposal_id>/", views.proposal, name="proposal"),
    path("convention/propositions/<int:proposal_id>/lue/", views.acknowledge, name="acknowledge_proposal"),
    path("convention/propositions/<int:proposal_id>/question/", views.ask, name="ask_question"),
    path("convention/propositions/<int:proposal_id>/refuser/", views.decline, name="decline_proposal"),
    path("convention/propositions/<int:proposal_id>/accepter/", views.accept, name="accept_proposal"),
]
