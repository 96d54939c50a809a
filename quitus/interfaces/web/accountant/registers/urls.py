"""Addresses of the registers and accounts, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.registers import passes, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("registres/", views.papers, name="papers"),
    path("registres/<str:kind>/<int:subject_id>/", views.paper, name="paper"),
    path("registres/<str:kind>/<int:subject_id>/garder/", views.keep, name="keep_paper"),
    path("registres/gardes/<int:document_id>.<str:file_format>", views.kept, name="kept_paper"),
    path("recherche/", passes.search, name="search"),
    path("pass/<int:number>/", passes.one, name="pass"),
    path("pass/<int:first>-<int:last>/", passes.several, name="pass_range"),
]
