"""Addresses of signals."""

from django.urls import path

from quitus.interfaces.web.authority.signals import deciding, views

urlpatterns = [
    path("lieux/signalements/", views.signals, name="signals"),
    path("lieux/signalements/seuils/", views.thresholds, name="thresholds"),
    path("lieux/signalements/seuils/changer/", deciding.set_thresholds, name="set_thresholds"),
    path("lieux/signalements/<int:signal_id>/", views.signal, name="signal"),
    path("lieux/signalements/<int:signal_id>/examiner/", deciding.take_up, name="take_up_signal"),
    path("lieux/signalements/<int:signal_id>/demander/", deciding.ask, name="ask_venue"),
    path("lieux/signalements/<int:signal_id>/decider/", deciding.decide, name="decide_signal"),
    path("lieux/signalements/<int:signal_id>/suivre/", deciding.follow_up, name="follow_up_signal"),
]
