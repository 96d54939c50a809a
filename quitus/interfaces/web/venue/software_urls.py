"""Addresses about the software of a venue."""

from django.urls import path

from quitus.interfaces.web.venue.views import software

urlpatterns = [
    path("logiciels/", software.softwares, name="softwares"),
    path("logiciels/jeton/", software.new_token, name="new_token"),
    path("logiciels/jeton/<int:access_id>/retirer/", software.end_token, name="end_token"),
]
