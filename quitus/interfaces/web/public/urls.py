"""Addresses of the pages anybody may open."""

from django.urls import path

from quitus.interfaces.web.public import acts, bookings, example, keys, passes, reminders, views
from quitus.interfaces.web.public.applying import urls as applying
from quitus.interfaces.web.public.directory import views as directory

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("mes-dispositifs/", views.memberships, name="memberships"),
    path("mes-dispositifs/<int:membership_id>/", views.choose, name="choose"),
    path("langue/", views.language, name="language"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("a-propos/", views.about, name="about"),
    path("actes/", acts.authorities, name="acts"),
    path("actes/collectivites/<int:authority_id>/", acts.acts_of, name="acts_of"),
    path("actes/collectivites/<int:authority_id>/deliberations.csv", acts.deliberations, name="open_deliberations"),
    path("actes/collectivites/<int:authority_id>/subventions.csv", acts.subsidies, name="open_subsidies"),
    path("actes/<slug:slug>/", acts.act, name="act"),
    path("actes/<slug:slug>/acte.pdf", acts.pdf, name="act_pdf"),
    path("annuaire/", directory.schemes, name="directories"),
    path("annuaire/<slug:slug>/", directory.venues, name="directory"),
    path("annuaire/<slug:slug>/carte/", directory.on_map, name="directory_map"),
    path("annuaire/<slug:slug>/points.json", directory.points, name="directory_points"),
    path("annuaire/<slug:slug>/lieux.json", directory.feed, name="directory_feed"),
    path("annuaire/<slug:slug>/liste-a-imprimer/", directory.sheet, name="directory_sheet"),
    path("annuaire/<slug:slug>/integre/", directory.embedded, name="directory_embedded"),
    path("annuaire/<slug:slug>/<int:venue_id>/", directory.venue, name="directory_venue"),
    *applying.urlpatterns,
    path("d/<slug:scheme_slug>/date/", example.move_date, name="move_date"),
    path("calendrier/<slug:slug>/<slug:token>.ics", reminders.calendar, name="calendar"),
    path("rappels/<slug:slug>/<str:token>/", reminders.stop, name="stop_reminders"),
    # As printed in a QR code, all in capitals; and as some readers of codes change it.
    path("P/<str:code>", passes.scanned, name="pass"),
    path("p/<str:code>", passes.scanned),
    path("pass/", passes.typed, name="type_pass"),
    path("pass/rendez-vous/", bookings.appointments, name="appointments"),
    path("cles.json", keys.keys, name="keys"),
    path(".well-known/quitus-keys.json", keys.keys),
    path("logo/<str:sha256>", views.logo, name="logo"),
    path("theme/<str:name>.css", views.theme, name="theme"),
]
