"""Addresses of custody and of the régie."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.stock import appointments, papers, regie, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/stock/", views.stock, name="stock"),
    path("commandes/stock/registre/<int:holder_id>/", views.register, name="register"),
    path("commandes/stock/bordereaux/", views.slips, name="slips"),
    path("commandes/stock/bordereaux/<int:slip_id>/", views.slip, name="slip"),
    path("commandes/registres/", papers.papers, name="papers"),
    path("commandes/registres/<str:kind>/<int:subject_id>/", papers.paper, name="paper"),
    path("commandes/registres/<str:kind>/<int:subject_id>/garder/", papers.keep, name="keep_paper"),
    path("commandes/registres/gardes/<int:document_id>.<str:file_format>", papers.kept, name="kept_paper"),
    path("commandes/pass/", views.life, name="pass_life"),
    path("commandes/regie/", regie.imprests, name="imprests"),
    path("commandes/regie/nouvelle/", regie.new_imprest, name="new_imprest"),
    path("commandes/regie/<int:imprest_id>/", regie.imprest, name="imprest"),
    path("commandes/regie/<int:imprest_id>/ouvrir/", regie.open_imprest, name="open_imprest"),
    path("commandes/regie/<int:imprest_id>/clore/", regie.close_imprest, name="close_imprest"),
    path("commandes/regie/<int:imprest_id>/nouveau-point/", regie.new_point, name="new_point"),
    path("commandes/regie/<int:imprest_id>/nommer/", appointments.appoint, name="appoint"),
    path("commandes/regie/nominations/<int:appointment_id>/terminer/", appointments.end, name="end_appointment"),
]
