"""Addresses of the devices of a structure, and of what they promised."""

from django.urls import path

from quitus.interfaces.web.venue.views import terminals

urlpatterns = [
    path("appareils/", terminals.terminals, name="terminals"),
    path("appareils/enroler/", terminals.enrol, name="enrol_terminal"),
    path("appareils/<int:terminal_id>/ouvrir/", terminals.open_device, name="open_terminal"),
    path("appareils/<int:terminal_id>/arreter/", terminals.stop_terminal, name="stop_terminal"),
    path("appareils/decide-autrement/", terminals.told, name="told"),
    path("appareils/a-lire/", terminals.read_told, name="read_told"),
    path("conflits/", terminals.conflict_list, name="conflicts"),
    path("conflits/<int:conflict_id>/", terminals.conflict, name="conflict"),
]
