"""Addresses of the administrator's pages."""

from django.urls import path

from quitus.interfaces.web.administration.views import (
    home,
    keys,
    organisations,
    people,
    theme,
    trail,
)

app_name = "administration"
urlpatterns = [
    path("", home.home, name="home"),
    path("personnes/", people.people, name="people"),
    path("personnes/nouvelle/", people.welcome, name="welcome"),
    path("personnes/<int:user_id>/", people.person, name="person"),
    path("personnes/<int:user_id>/role/", people.give_role, name="give_role"),
    path("personnes/<int:user_id>/mot-de-passe/", people.password, name="password"),
    path("personnes/<int:user_id>/desactiver/", people.deactivate, name="deactivate"),
    path("roles/<int:membership_id>/fin/", people.end_role, name="end_role"),
    path("organismes/", organisations.organisations, name="organisations"),
    path("organismes/nouveau/", organisations.register, name="register"),
    path("organismes/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("apparence/", theme.theme, name="theme"),
    path("cles/", keys.keys, name="keys"),
    path("journal/", trail.trail, name="trail"),
]
