"""Addresses of the pages about workshops and appointments at a venue."""

from django.urls import path

from quitus.interfaces.web.venue.views import sessions

urlpatterns = [
    path("ateliers/", sessions.sessions, name="sessions"),
    path("ateliers/nouveau/", sessions.new_session, name="new_session"),
    path("ateliers/<int:session_id>/", sessions.session, name="session"),
    path("ateliers/<int:session_id>/annuler/", sessions.cancel_session, name="cancel_session"),
    path("ateliers/<int:session_id>/reserver/", sessions.book, name="book"),
    path("ateliers/places/<int:booking_id>/liberer/", sessions.cancel_booking, name="cancel_booking"),
    path("ateliers/places/<int:booking_id>/absence/", sessions.absence, name="absence"),
]
