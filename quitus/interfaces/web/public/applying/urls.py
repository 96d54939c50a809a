"""Addresses of « Devenir lieu qualifié »."""

from django.urls import path

from quitus.interfaces.web.public.applying import door, file, parts

OWN = "devenir-lieu/<slug:slug>/dossier/<int:application_id>/"
urlpatterns = [
    path("devenir-lieu/", door.schemes, name="apply_schemes"),
    path("devenir-lieu/<slug:slug>/", door.begin, name="apply"),
    path("devenir-lieu/<slug:slug>/lien/<str:token>/", door.link, name="apply_link"),
    path(OWN, file.application, name="application"),
    path(OWN + "structure/", parts.structure, name="application_structure"),
    path(OWN + "lieux/nouveau/", parts.new_place, name="application_new_place"),
    path(OWN + "lieux/<int:rank>/", parts.place, name="application_place"),
    path(OWN + "lieux/<int:rank>/retirer/", parts.drop_place, name="application_drop_place"),
    path(OWN + "lieux/<int:rank>/services/", parts.offer, name="application_offer"),
    path(
        OWN + "lieux/<int:rank>/services/<slug:service_code>/retirer/",
        parts.drop_offer,
        name="application_drop_offer",
    ),
    path(OWN + "questions/", parts.answers, name="application_answers"),
    path(OWN + "compte/", parts.bank, name="application_bank"),
    path(OWN + "regie/", parts.regie, name="application_regie"),
    path(OWN + "charte/", parts.charter, name="application_charter"),
    path(OWN + "envoyer/", file.submit, name="application_submit"),
    path(OWN + "rejoindre/", file.join, name="application_join"),
    path(OWN + "abandonner/", file.withdraw, name="application_withdraw"),
    path(OWN + "recours/", file.appeal, name="application_appeal"),
    path(OWN + "recours/<int:appeal_id>/piece/", file.file_of_appeal, name="application_appeal_file"),
    path(OWN + "fichiers/<int:file_id>/", file.file, name="application_file"),
]
