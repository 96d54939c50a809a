"""Addresses of the registers and accounts, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.registers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("registres/", views.papers, name="papers"),
    path("registres/<str:kind>/<int:subject_id>/", views.paper, name="paper"),
    path("registres/<str:kind>/<int:subject_id>/garder/", views.keep, name="keep_paper"),
    path("registres/gardes/<int:document_id>.<str:file_format>", views.kept, name="kept_paper"),
]
