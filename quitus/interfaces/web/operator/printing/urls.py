"""Addresses of what the operator prints."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.operator.printing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/<int:order_id>/impression/", views.printing, name="printing"),
    path("commandes/<int:order_id>/impression/epreuve/", views.make_proof, name="make_proof"),
    path("commandes/<int:order_id>/impression/demander/", views.ask_print, name="ask_print"),
    path("commandes/epreuves/<int:proof_id>/", views.proof, name="proof"),
    path("commandes/epreuves/<int:proof_id>/epreuve.pdf", views.proof_file, name="proof_file"),
    path("commandes/impressions/<int:run_id>/", views.print_run, name="print_run"),
    path("commandes/impressions/<int:run_id>/arreter/", views.stop_print, name="stop_print"),
    path("commandes/impressions/<int:run_id>/reprendre/", views.resume_print, name="resume_print"),
    path("commandes/impressions/<int:run_id>/effacer/", views.erase_print, name="erase_print"),
    path("commandes/impressions/<int:run_id>/fichiers/", views.print_files, name="print_files"),
    path("commandes/impressions/parties/<int:part_id>/", views.print_part, name="print_part"),
]
