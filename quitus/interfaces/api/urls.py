"""Addresses of the door for software."""

from django.urls import path

from quitus.interfaces.api import reference
from quitus.interfaces.api.app import api

urlpatterns = [
    path("v1/", reference.page, name="api_reference"),
    path("v1/openapi.json", reference.openapi, name="api_openapi"),
    path("v1/", api.urls),
]
