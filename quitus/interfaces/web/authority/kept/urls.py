"""Addresses of the pass of paper that venues keep."""

from django.urls import path

from quitus.interfaces.web.authority.kept import views

urlpatterns = [
    path("lieux/pass-papier/", views.register, name="kept"),
    path("lieux/pass-papier/destructions/", views.destructions, name="destructions"),
    path("lieux/pass-papier/destructions/<int:destruction_id>/", views.destruction, name="destruction"),
    path(
        "lieux/pass-papier/destructions/<int:destruction_id>/fichier/<slug:file_format>/",
        views.destruction_file,
        name="destruction_file",
    ),
    path("lieux/pass-papier/destructions/<int:destruction_id>/signe/", views.enter_signed, name="enter_destruction"),
    path("lieux/pass-papier/controles/", views.checks, name="paper_checks"),
    path("lieux/pass-papier/controles/<int:check_id>/", views.check, name="paper_check"),
    path("lieux/pass-papier/controles/<int:check_id>/enregistrer/", views.record, name="record_paper_check"),
    path("remboursements/demandes/<int:claim_id>/controle/", views.draw, name="draw_paper_check"),
]
