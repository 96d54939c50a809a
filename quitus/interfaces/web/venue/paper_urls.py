"""Addresses of the venue's pages about what it was asked; about pass on paper."""

from django.urls import path

from quitus.interfaces.web.venue.views import asked, slips

urlpatterns = [
    path("bordereau/", slips.slip, name="slip"),
    path("bordereau/encaisser/", slips.send_slip, name="send_slip"),
    path("bordereau/imprimer/<int:venue_id>/", slips.slip_paper, name="slip_paper"),
    path("questions/", asked.asked, name="asked"),
    path("questions/<int:signal_id>/", asked.question, name="question"),
    path("questions/<int:signal_id>/repondre/", asked.answer, name="answer"),
]
