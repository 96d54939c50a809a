"""Addresses of what operators outside send."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.operators import besides, entrusting, files, layouts, repayments, successions

CONTRACT = "commandes/contrats/<int:contract_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{CONTRACT}/fichiers/", files.files, name="operator_files"),
    path(f"{CONTRACT}/fichiers/importer/", files.import_file, name="import_file"),
    path("commandes/fichiers/<int:file_id>/", files.operator_file, name="operator_file"),
    path("commandes/fichiers/<int:file_id>/importer/", files.confirm_import, name="confirm_import"),
    path("commandes/fichiers/<int:file_id>/ecarter/", files.drop_file, name="drop_file"),
    path("commandes/fichiers/<int:file_id>/rejets/", files.rejects, name="rejects"),
    path("commandes/fichiers/<int:file_id>/recu/", files.received_file, name="received_file"),
    path(f"{CONTRACT}/descriptions/", layouts.layouts, name="layouts"),
    path(f"{CONTRACT}/descriptions/<slug:kind>/echantillon/", layouts.sample, name="sample"),
    path(f"{CONTRACT}/descriptions/<slug:kind>/", layouts.layout, name="layout"),
    path(f"{CONTRACT}/lieux/", besides.venue_references, name="venue_references"),
    path(f"{CONTRACT}/lieux/ajouter/", besides.name_venue, name="name_venue"),
    path(f"{CONTRACT}/lieux/<int:reference_id>/retirer/", besides.forget_venue_name, name="forget_venue_name"),
    path(f"{CONTRACT}/frais/", besides.fee_lines, name="fee_lines"),
    path(f"{CONTRACT}/avoirs/", besides.declared_credit_notes, name="declared_credit_notes"),
    path(f"{CONTRACT}/confier/", entrusting.entrust_orders, name="entrust_orders"),
    path(f"{CONTRACT}/somme-rendue/", repayments.record_repayment, name="record_repayment"),
    path(f"{CONTRACT}/succession/", successions.successions, name="successions"),
    path(f"{CONTRACT}/succession/produire/", successions.make_archive, name="make_archive"),
    path("commandes/successions/<int:succession_id>/dettes/", successions.debts_before, name="debts_before"),
    path("commandes/successions/<int:succession_id>/", successions.archive, name="archive_of_succession"),
]
