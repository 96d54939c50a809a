"""Addresses of the pages about coverage and about what is planned."""

from django.urls import path

from quitus.interfaces.web.authority.coverage import views

urlpatterns = [
    path("lieux/couverture/", views.coverage, name="coverage"),
    path("lieux/ateliers/", views.planned_sessions, name="planned_sessions"),
]
