from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("d/<slug:scheme_slug>/essai/", include("tests.interfaces.web.layout.sample.urls")),
    *real,
]
