"""Addresses of the accountant's pages: the home, then those of each part."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant import home
from quitus.interfaces.web.layout.slices import modules

app_name = "accountant"
urlpatterns: list[URLPattern | URLResolver] = [path("", home.home, name="home")]
for _part in modules(*home.PARTS, "urls"):
    urlpatterns += _part.urlpatterns
