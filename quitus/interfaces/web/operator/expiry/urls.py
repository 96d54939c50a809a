"""Addresses of the statements."""

from django.urls import path

from quitus.interfaces.web.operator.expiry import views

urlpatterns = [
    path("etats/", views.statements, name="end_statements"),
    path("etats/<int:order_id>/", views.statement, name="end_statement"),
    path("etats/<int:order_id>/repondre/", views.answer, name="answer_end_statement"),
]
