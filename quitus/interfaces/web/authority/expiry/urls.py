"""Addresses of the end of validity."""

from django.urls import path

from quitus.interfaces.web.authority.expiry import statement, steps, views

urlpatterns = [
    path("fins-de-validite/", views.ends, name="ends"),
    path("fins-de-validite/<int:order_id>/", views.end, name="end"),
    path("fins-de-validite/<int:order_id>/annoncer/", steps.announce, name="announce_end"),
    path("fins-de-validite/<int:order_id>/arreter/", steps.block, name="decide_blocking"),
    path("fins-de-validite/<int:order_id>/relancer/", steps.remind, name="remind_keepers"),
    path("fins-de-validite/<int:order_id>/constater/", steps.expire, name="expire_order"),
    path("fins-de-validite/accuse/<int:told_id>/", steps.acknowledge, name="enter_acknowledgement"),
    path("fins-de-validite/<int:order_id>/etat/", statement.show, name="end_statement"),
    path("fins-de-validite/<int:order_id>/etat/dresser/", statement.draw, name="draw_end_statement"),
    path("fins-de-validite/<int:order_id>/etat/reponse/", statement.answer, name="answer_end_statement"),
    path("fins-de-validite/<int:order_id>/etat/ecarts/", statement.settle, name="settle_differences"),
    path("fins-de-validite/<int:order_id>/etat/arreter/", statement.conclude, name="conclude_end_statement"),
    path("fins-de-validite/<int:order_id>/avoir/", statement.credit, name="record_credit_note"),
    path("fins-de-validite/<int:order_id>/complement/", statement.complement, name="pay_complement"),
    path("fins-de-validite/<int:order_id>/avoir/encaisser/", statement.received, name="receive_credit"),
]
