"""Addresses of the pages anybody may open."""

from django.urls import path

from quitus.interfaces.web.public import example, views

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("mes-dispositifs/", views.memberships, name="memberships"),
    path("mes-dispositifs/<int:membership_id>/", views.choose, name="choose"),
    path("langue/", views.language, name="language"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("a-propos/", views.about, name="about"),
    path("d/<slug:scheme_slug>/date/", example.move_date, name="move_date"),
    path("logo/<str:sha256>", views.logo, name="logo"),
    path("theme/<str:name>.css", views.theme, name="theme"),
]
