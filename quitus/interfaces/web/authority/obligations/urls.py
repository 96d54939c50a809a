"""Addresses of what is owed."""

from django.urls import path

from quitus.interfaces.web.authority.obligations import amending, obligations

urlpatterns = [
    path("convention/obligations/", obligations.obligations, name="obligations"),
    path("convention/obligations/nouvelle/", obligations.add, name="add_obligation"),
    path("convention/obligations/<int:obligation_id>/", obligations.obligation, name="obligation"),
    path("convention/obligations/<int:obligation_id>/faite/", obligations.settle, name="settle_obligation"),
    path("convention/avenants/<int:amendment_id>/obligations/", amending.move_obligation, name="move_obligation"),
    path("convention/avenants/<int:amendment_id>/obligations/nouvelle/", amending.new_obligation, name="owe_more"),
]
