"""Addresses of the reading of an act, below those of the acts."""

from django.urls import path

from quitus.interfaces.web.authority.reading import views

urlpatterns = [
    path("convention/actes/lecture/", views.read_act, name="read_act"),
    path("convention/actes/lecture/choix/", views.take_in, name="take_in_act"),
]
