"""Addresses of the simulator: what is asked stands in the address, so that it can be sent to a colleague."""

from django.urls import path

from quitus.interfaces.web.authority.simulator import views

urlpatterns = [
    path("convention/simulation/", views.simulator, name="simulator"),
    path("convention/simulation/avenant/", views.prepare, name="prepare_simulated"),
]
