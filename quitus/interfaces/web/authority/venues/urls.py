"""Addresses of structures and venues."""

from django.urls import path

from quitus.interfaces.web.authority.venues import application_urls, decisions, declared, describing, exchange, views

urlpatterns = [
    path("lieux/", views.venues, name="venues"),
    path("lieux/corrections/", views.corrections, name="corrections"),
    path("lieux/importer/", exchange.import_venues, name="import_venues"),
    path("lieux/lieux.csv", exchange.export_venues, name="export_venues"),
    path("lieux/data-inclusion.json", exchange.export_data_inclusion, name="export_data_inclusion"),
    path("lieux/annuaire/", describing.directory_settings, name="directory_settings"),
    path("lieux/nouvelle-structure/", declared.new_structure, name="new_structure"),
    *application_urls.urlpatterns,
    path("lieux/<int:organisation_id>/", views.structure, name="structure"),
    path("lieux/<int:organisation_id>/nouveau-lieu/", declared.new_venue, name="new_venue"),
    path("lieux/<int:organisation_id>/lieu/<int:venue_id>/services/", declared.services, name="venue_services"),
    path("lieux/<int:organisation_id>/lieu/<int:venue_id>/personnes/", declared.staff, name="venue_staff"),
    path("lieux/<int:organisation_id>/lieu/<int:venue_id>/decrire/", describing.describe_venue, name="describe_venue"),
    path("lieux/<int:organisation_id>/lieu/<int:venue_id>/corriger/", describing.correct_venue, name="correct_venue"),
    path("lieux/<int:organisation_id>/lieu/<int:venue_id>/position/", describing.place_venue, name="place_venue"),
    path("lieux/<int:organisation_id>/compte/", declared.bank, name="structure_bank"),
    path("lieux/<int:organisation_id>/compte/verifier/", decisions.verify_bank, name="verify_bank"),
    path("lieux/<int:organisation_id>/compte/<int:details_id>/justificatif/", views.bank_proof, name="bank_proof"),
    path("lieux/<int:organisation_id>/candidature/", decisions.apply, name="structure_apply"),
    path("lieux/<int:organisation_id>/dossier/", decisions.check, name="structure_check"),
    path("lieux/<int:organisation_id>/qualifier/", decisions.qualify, name="structure_qualify"),
    path("lieux/<int:organisation_id>/suspendre/", decisions.suspend, name="structure_suspend"),
    path("lieux/<int:organisation_id>/lever/", decisions.reinstate, name="structure_reinstate"),
    path("lieux/<int:organisation_id>/retirer/", decisions.remove, name="structure_remove"),
]
