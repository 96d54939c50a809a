"""Addresses of applications, appeals and questionnaires."""

from django.urls import path

from quitus.interfaces.web.authority.venues import appeals, applications, questionnaires

ONE = "lieux/candidatures/<int:application_id>/"
VERSION = "lieux/questionnaire/<int:version_id>/"
urlpatterns = [
    path("lieux/candidatures/", applications.applications, name="applications"),
    path(ONE, applications.application, name="application"),
    path(ONE + "fichiers/<int:file_id>/", applications.application_file, name="application_file"),
    path(ONE + "grille/<int:criterion_id>/", applications.tick, name="tick_application"),
    path(ONE + "completer/", applications.complete, name="complete_application"),
    path(ONE + "prendre/", applications.accept, name="accept_application"),
    path(ONE + "rattacher/", applications.join, name="join_application"),
    path(ONE + "refuser/", applications.refuse, name="refuse_application"),
    path("lieux/recours/<int:appeal_id>/", appeals.appeal, name="appeal"),
    path("lieux/recours/<int:appeal_id>/piece/", appeals.file_of_appeal, name="appeal_file"),
    path("lieux/recours/<int:appeal_id>/repondre/", appeals.answer, name="answer_appeal"),
    path("lieux/questionnaire/", questionnaires.questionnaires, name="questionnaires"),
    path("lieux/questionnaire/nouveau/", questionnaires.begin, name="begin_questionnaire"),
    path(VERSION, questionnaires.questionnaire, name="questionnaire"),
    path(VERSION + "textes/", questionnaires.write, name="write_questionnaire"),
    path(VERSION + "question/", questionnaires.new_question, name="new_question"),
    path(VERSION + "question/<int:question_id>/retirer/", questionnaires.drop_question, name="drop_question"),
    path(VERSION + "critere/", questionnaires.new_criterion, name="new_criterion"),
    path(VERSION + "critere/<int:criterion_id>/", questionnaires.require, name="require_criterion"),
    path(VERSION + "critere/<int:criterion_id>/retirer/", questionnaires.drop_criterion, name="drop_criterion"),
    path(VERSION + "publier/", questionnaires.publish, name="publish_questionnaire"),
    path(VERSION + "supprimer/", questionnaires.drop, name="drop_questionnaire"),
    path("lieux/<int:organisation_id>/grille/<int:criterion_id>/", appeals.tick, name="tick_structure"),
]
