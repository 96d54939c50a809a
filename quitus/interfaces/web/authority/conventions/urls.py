"""Addresses of the convention and its amendments."""

from django.urls import path

from quitus.interfaces.web.authority.conventions import (
    amending,
    amendments,
    annexes,
    annulment,
    confirming,
    convention,
    drafting,
    missing,
    originals,
    parties,
    signing,
    taking_back,
)

urlpatterns = [
    path("convention/", convention.convention, name="convention"),
    path("convention/texte/", convention.text, name="convention_text"),
    path("convention/nouvelle/", drafting.draft, name="draft_convention"),
    path("convention/deliberation/", drafting.attach, name="attach_deliberation"),
    path("convention/articles/nouveau/", drafting.new_article, name="new_article"),
    path("convention/articles/<str:number>/", drafting.article, name="write_article"),
    path("convention/parametres/", drafting.parameters, name="parameters"),
    path("convention/parametres/<slug:name>/", drafting.parameter, name="set_parameter"),
    path("convention/ce-qui-manque/", missing.convention, name="convention_lacks"),
    path("convention/a-confirmer/", confirming.supposed, name="supposed_parameters"),
    path("convention/a-confirmer/<int:parameter_id>/", confirming.confirm, name="confirm_parameter"),
    path("convention/parties/", parties.parties, name="parties"),
    path("convention/parties/nouvelle/", parties.add_party, name="add_party"),
    path("convention/parties/<int:party_id>/", parties.name_party, name="name_party"),
    path("convention/signataires/nouveau/", parties.give_power, name="give_power"),
    path("convention/signataires/<int:power_id>/fin/", parties.end_power, name="end_power"),
    path("convention/annexes/", annexes.annexes, name="annexes"),
    path("convention/annexes/nouvelle/", annexes.new_annex, name="new_annex"),
    path("convention/annexes/<str:number>/", annexes.write_annex, name="write_annex"),
    path("convention/annexes/fichier/<slug:sha256>/", originals.read_annex, name="annex_file"),
    path("convention/originaux/", originals.convention, name="originals"),
    path("convention/originaux/<int:original_id>/", originals.read, name="original"),
    path("convention/originaux/<int:original_id>/lieu/", originals.move, name="move_original"),
    path("convention/originaux/joindre/<slug:party>/", originals.join_to_convention, name="join_original"),
    path("convention/signatures-anciennes/", signing.enter_convention, name="enter_convention"),
    path("convention/signature/<slug:party>/", signing.convention, name="sign_convention"),
    path("convention/avenants/nouveau/", amendments.draft, name="draft_amendment"),
    path("convention/avenants/<int:amendment_id>/", amendments.amendment, name="amendment"),
    path(
        "convention/avenants/<int:amendment_id>/deliberation/", amendments.attach, name="attach_amendment_deliberation"
    ),
    path("convention/avenants/<int:amendment_id>/articles/", amending.articles, name="amend_articles"),
    path("convention/avenants/<int:amendment_id>/parametres/", amending.parameters, name="amend_parameters"),
    path("convention/avenants/<int:amendment_id>/articles/nouveau/", amending.new_article, name="add_article"),
    path("convention/avenants/<int:amendment_id>/articles/<str:number>/", amending.article, name="amend_article"),
    path("convention/avenants/<int:amendment_id>/parametres/<slug:name>/", amending.parameter, name="amend_parameter"),
    path("convention/avenants/<int:amendment_id>/signature/<slug:party>/", signing.amendment, name="sign_amendment"),
    path("convention/avenants/<int:amendment_id>/ce-qui-manque/", missing.amendment, name="amendment_lacks"),
    path("convention/avenants/<int:amendment_id>/abandon/", taking_back.withdraw, name="withdraw_amendment"),
    path("convention/avenants/<int:amendment_id>/effet/", taking_back.state_effect, name="state_effect"),
    path("convention/avenants/<int:amendment_id>/annexes/", annexes.amended, name="amend_annexes"),
    path("convention/avenants/<int:amendment_id>/annexes/nouvelle/", annexes.add_annex, name="add_annex"),
    path("convention/avenants/<int:amendment_id>/annexes/<str:number>/", annexes.amend_annex, name="amend_annex"),
    path(
        "convention/avenants/<int:amendment_id>/articles/<str:number>/abroger/",
        taking_back.repeal_article,
        name="repeal_article",
    ),
    path(
        "convention/avenants/<int:amendment_id>/annexes/<str:number>/abroger/",
        taking_back.repeal_annex,
        name="repeal_annex",
    ),
    path(
        "convention/avenants/<int:amendment_id>/inchange/<slug:kind>/<str:key>/",
        taking_back.leave_unchanged,
        name="leave_unchanged",
    ),
    path("convention/avenants/<int:amendment_id>/originaux/", originals.amendment, name="amendment_originals"),
    path(
        "convention/avenants/<int:amendment_id>/originaux/<slug:party>/",
        originals.join_to_amendment,
        name="join_amendment_original",
    ),
    path(
        "convention/avenants/<int:amendment_id>/signatures-anciennes/", signing.enter_amendment, name="enter_amendment"
    ),
    path("convention/avenants/<int:amendment_id>/annulation/", annulment.annul, name="annul_amendment"),
]
