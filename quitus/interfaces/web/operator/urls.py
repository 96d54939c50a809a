"""Addresses of the operator's pages: the home, then those of each part."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.layout.slices import modules
from quitus.interfaces.web.operator import home

app_name = "operator"
urlpatterns: list[URLPattern | URLResolver] = [path("", home.home, name="home")]
for _part in modules(*home.PARTS, "urls"):
    urlpatterns += _part.urlpatterns
