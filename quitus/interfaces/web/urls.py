"""Addresses of the web door: the public pages, then one folder per audience within a scheme."""

from django.urls import URLPattern, URLResolver, include, path

from quitus.interfaces.web.audiences import audiences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("quitus.interfaces.web.public.urls")),
    path("compte/", include("quitus.interfaces.web.account.urls")),
    *(path(f"d/<slug:scheme_slug>/{config.prefix}/", include(f"{config.name}.urls")) for config in audiences()),
]
