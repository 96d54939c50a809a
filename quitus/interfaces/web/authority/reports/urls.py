"""Addresses of reports, indicators, schedule, questions and statements."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.reports import frame, statements, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("rapports/", views.reports, name="reports"),
    path("rapports/preparer/", views.new_report, name="new_report"),
    path("rapports/indicateurs/", frame.indicators, name="indicators"),
    path("rapports/echeancier/", frame.schedule, name="schedule"),
    path("rapports/echeancier/prevoir/", frame.plan_year, name="plan_year"),
    path("rapports/questions/", frame.questions, name="report_questions"),
    path("rapports/questions/ajouter/", frame.new_question, name="new_report_question"),
    path("rapports/questions/<int:question_id>/retirer/", frame.drop_question, name="drop_report_question"),
    path("rapports/depenses/", statements.statements, name="statements"),
    path("rapports/depenses/preparer/", statements.new_statement, name="new_statement"),
    path("rapports/depenses/<int:statement_id>/", statements.statement, name="statement"),
    path("rapports/depenses/<int:statement_id>/papier/", statements.paper, name="statement_paper"),
    path("rapports/depenses/<int:statement_id>/signer/", statements.sign, name="sign_statement"),
    path("rapports/depenses/<int:statement_id>/transmettre/", statements.transmit, name="transmit_statement"),
    path("rapports/<int:report_id>/", views.report, name="report"),
    path("rapports/<int:report_id>/repondre/", views.answer, name="answer_report"),
    path("rapports/<int:report_id>/envoyer/", views.submit, name="submit_report"),
]
