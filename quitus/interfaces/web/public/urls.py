"""Addresses of the pages anybody may open."""

from django.urls import path

from quitus.interfaces.web.public import acts, example, reminders, views

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
    path("d/<slug:scheme_slug>/date/", example.move_date, name="move_date"),
    path("calendrier/<slug:slug>/<slug:token>.ics", reminders.calendar, name="calendar"),
    path("rappels/<slug:slug>/<str:token>/", reminders.stop, name="stop_reminders"),
    path("logo/<str:sha256>", views.logo, name="logo"),
    path("theme/<str:name>.css", views.theme, name="theme"),
]
