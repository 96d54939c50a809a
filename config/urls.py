"""Addresses: one include per door."""

from __future__ import annotations

from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("quitus.interfaces.api.urls")),
    path("", include("quitus.interfaces.web.urls")),
]

handler400 = "quitus.interfaces.web.public.errors.bad_request"
handler403 = "quitus.interfaces.web.public.errors.forbidden"
handler404 = "quitus.interfaces.web.public.errors.not_found"
handler429 = "quitus.interfaces.web.public.errors.too_many"  # django-allauth asks for it by this name
handler500 = "quitus.interfaces.web.public.errors.broken"
