"""Addresses of the acts, below those of the convention."""

from django.urls import path

from quitus.interfaces.web.authority.acts import binding, views

urlpatterns = [
    path("convention/actes/", views.acts, name="acts"),
    path("convention/actes/nouveau/", views.draft, name="draft_deliberation"),
    path("convention/actes/<int:deliberation_id>/", views.deliberation, name="deliberation"),
    path("convention/actes/<int:deliberation_id>/texte/", views.revise, name="revise_deliberation"),
    path("convention/actes/<int:deliberation_id>/avis/", views.opinion, name="record_opinion"),
    path("convention/actes/<int:deliberation_id>/reunion/", views.sitting, name="call_sitting"),
    path("convention/actes/<int:deliberation_id>/vote/", views.vote, name="record_vote"),
    path("convention/actes/<int:deliberation_id>/transmission/", binding.transmission, name="record_transmission"),
    path("convention/actes/<int:deliberation_id>/accuse/", binding.acknowledgement, name="record_acknowledgement"),
    path("convention/actes/<int:deliberation_id>/publication/", binding.publication, name="record_publication"),
    path("convention/actes/<int:deliberation_id>/retrait/", binding.withdrawal, name="withdraw_deliberation"),
]
