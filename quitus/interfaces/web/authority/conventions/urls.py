"""Addresses of the convention and its amendments."""

from django.urls import path

from quitus.interfaces.web.authority.conventions import amending, amendments, convention, drafting, signing

urlpatterns = [
    path("convention/", convention.convention, name="convention"),
    path("convention/texte/", convention.text, name="convention_text"),
    path("convention/nouvelle/", drafting.draft, name="draft_convention"),
    path("convention/deliberation/", drafting.attach, name="attach_deliberation"),
    path("convention/articles/nouveau/", drafting.new_article, name="new_article"),
    path("convention/articles/<str:number>/", drafting.article, name="write_article"),
    path("convention/parametres/", drafting.parameters, name="parameters"),
    path("convention/parametres/<slug:name>/", drafting.parameter, name="set_parameter"),
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
]
