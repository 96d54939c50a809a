"""Addresses of devices and conflicts."""

from django.urls import path

from quitus.interfaces.web.authority.devices import conflicts, views

urlpatterns = [
    path("appareils/", views.terminals, name="terminals"),
    path("appareils/<int:terminal_id>/", views.terminal, name="terminal"),
    path("appareils/<int:terminal_id>/autoriser/", views.approve, name="approve_terminal"),
    path("appareils/<int:terminal_id>/arreter/", views.stop, name="stop_terminal"),
    path("conflits/", conflicts.conflict_list, name="conflicts"),
    path("conflits/<int:conflict_id>/", conflicts.conflict, name="conflict"),
    path("conflits/<int:conflict_id>/trancher/", conflicts.decide, name="decide_conflict"),
    path("conflits/<int:conflict_id>/dedommager/", conflicts.compensate, name="compensate_conflict"),
]
