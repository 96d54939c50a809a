"""Addresses of the acts, below those of the convention."""

from django.urls import path

from quitus.interfaces.web.authority.acts import annexes, binding, life, past, sittings, views

urlpatterns = [
    path("convention/actes/", views.acts, name="acts"),
    path("convention/actes/nouveau/", views.draft, name="draft_deliberation"),
    path("convention/actes/ancien/", past.enter, name="enter_past_act"),
    path("convention/actes/reglages/", annexes.settings, name="act_settings"),
    path("convention/actes/reunions/", sittings.sittings, name="sittings"),
    path("convention/actes/reunions/nouvelle/", sittings.plan, name="plan_sitting"),
    path("convention/actes/reunions/<int:sitting_id>/", sittings.sitting, name="sitting"),
    path("convention/actes/reunions/<int:sitting_id>/presences/", sittings.attendance, name="record_attendance"),
    path("convention/actes/reunions/<int:sitting_id>/membres/", sittings.members, name="list_members"),
    path("convention/actes/reunions/<int:sitting_id>/convocation/", sittings.convocation, name="record_convocation"),
    path("convention/actes/annexes/<int:annex_id>/", annexes.read, name="act_annex"),
    path("convention/actes/annexes/<int:annex_id>/retrait/", annexes.remove, name="remove_annex"),
    path("convention/actes/<int:deliberation_id>/", views.deliberation, name="deliberation"),
    path("convention/actes/<int:deliberation_id>/complement/", past.complete, name="complete_past_act"),
    path("convention/actes/<int:deliberation_id>/texte/", views.revise, name="revise_deliberation"),
    path("convention/actes/<int:deliberation_id>/avis/", views.opinion, name="record_opinion"),
    path("convention/actes/<int:deliberation_id>/annexe/", annexes.join, name="join_annex"),
    path("convention/actes/<int:deliberation_id>/reunion/", views.sitting, name="call_sitting"),
    path("convention/actes/<int:deliberation_id>/vote/", views.vote, name="record_vote"),
    path("convention/actes/<int:deliberation_id>/signature/", life.signature, name="record_signature"),
    path("convention/actes/<int:deliberation_id>/transmission/", binding.transmission, name="record_transmission"),
    path("convention/actes/<int:deliberation_id>/accuse/", binding.acknowledgement, name="record_acknowledgement"),
    path("convention/actes/<int:deliberation_id>/prefet/", life.prefect_answer, name="record_prefect_answer"),
    path("convention/actes/<int:deliberation_id>/publication/", binding.publication, name="record_publication"),
    path("convention/actes/<int:deliberation_id>/retrait/", binding.withdrawal, name="withdraw_deliberation"),
    path("convention/actes/<int:deliberation_id>/abandon/", life.repeal, name="repeal_deliberation"),
    path("convention/actes/<int:deliberation_id>/reprise/", life.take_back, name="take_back_deliberation"),
    path("convention/actes/<int:deliberation_id>/annulation/", life.annul, name="annul_deliberation"),
]
