"""Addresses of the authority's pages: its home, then those of each part."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority import home, slices

app_name = "authority"
urlpatterns: list[URLPattern | URLResolver] = [path("", home.home, name="home")]
for _part in slices.modules("urls"):
    urlpatterns += _part.urlpatterns
