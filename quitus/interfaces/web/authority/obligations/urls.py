"""Addresses of what is owed."""

from django.urls import path

from quitus.interfaces.web.authority.obligations import (
    amending,
    committee,
    duties,
    letters,
    obligation,
    obligations,
    reminders,
)

OWED = "convention/obligations/"
TEXT = "convention/avenants/<int:amendment_id>/"

urlpatterns = [
    path(OWED, obligations.obligations, name="obligations"),
    path(f"{OWED}nouvelle/", obligation.add, name="add_obligation"),
    path(f"{OWED}<int:obligation_id>/", obligation.obligation, name="obligation"),
    path(f"{OWED}<int:obligation_id>/faite/", obligation.settle, name="settle_obligation"),
    path(f"{OWED}<int:obligation_id>/dispense/", obligation.waive, name="waive_obligation"),
    path(f"{OWED}<int:obligation_id>/rouvrir/", obligation.reopen, name="reopen_obligation"),
    path(f"{OWED}<int:obligation_id>/piece/", obligation.file, name="obligation_file"),
    path(f"{OWED}regles/", duties.duties, name="duties"),
    path(f"{OWED}regles/<int:duty_id>/", duties.duty, name="duty"),
    path(f"{OWED}regles/<int:duty_id>/realisee/", duties.open_one, name="open_obligation"),
    path(f"{OWED}regles/nouvelle/<slug:rule>/", duties.write, name="write_duty"),
    path(f"{OWED}rappels/", reminders.mine, name="my_reminders"),
    path(f"{OWED}rappels/adresse/", reminders.renew, name="renew_calendar"),
    path("convention/comite/", committee.committee, name="committee"),
    path("convention/comite/nouveau/", committee.hold, name="hold_meeting"),
    path("convention/comite/<int:meeting_id>/", committee.meeting, name="meeting"),
    path("convention/comite/<int:meeting_id>/compte-rendu/", committee.join, name="join_minutes"),
    path("convention/comite/<int:meeting_id>/compte-rendu/fichier/", committee.minutes, name="minutes"),
    path("convention/comite/designation/", committee.designate, name="designate"),
    path("convention/comite/designation/<int:designation_id>/fin/", committee.end, name="end_designation"),
    path("convention/courriers/", letters.letters, name="letters"),
    path("convention/courriers/nouveau/", letters.record, name="record_letter"),
    path("convention/courriers/<int:letter_id>/", letters.letter, name="letter"),
    path("convention/courriers/<int:letter_id>/preuve/", letters.prove, name="prove_sending"),
    path("convention/courriers/<int:letter_id>/fichier/", letters.file, name="letter_file"),
    path(f"{TEXT}obligations/", amending.move_obligation, name="move_obligation"),
    path(f"{TEXT}obligations/nouvelle/", amending.new_obligation, name="owe_more"),
    path(f"{TEXT}regles/", amending.duties, name="amend_duties"),
    path(f"{TEXT}regles/abroger/", duties.repeal, name="repeal_duty"),
    path(f"{TEXT}regles/nouvelle/<slug:rule>/", duties.amend, name="amend_duty"),
]
