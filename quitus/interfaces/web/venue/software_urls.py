"""Addresses about the software of a venue."""

from django.urls import path

from quitus.interfaces.web.venue.views import software, webhooks

urlpatterns = [
    path("logiciels/", software.softwares, name="softwares"),
    path("logiciels/jeton/", software.new_token, name="new_token"),
    path("logiciels/jeton/<int:access_id>/retirer/", software.end_token, name="end_token"),
    path("logiciels/annonces/", webhooks.webhooks, name="webhooks"),
    path("logiciels/annonces/ajouter/", webhooks.new_webhook, name="new_webhook"),
    path("logiciels/annonces/<int:subscription_id>/", webhooks.webhook, name="webhook"),
    path("logiciels/annonces/<int:subscription_id>/essai/", webhooks.test_webhook, name="test_webhook"),
    path("logiciels/annonces/<int:subscription_id>/arreter/", webhooks.end_webhook, name="end_webhook"),
    path(
        "logiciels/annonces/<int:subscription_id>/<int:delivery_id>/renvoyer/", webhooks.send_again, name="send_again"
    ),
]
