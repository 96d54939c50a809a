"""An application online, from the link to the decision, and what it is judged by."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.venues import asking, errors, files, queries, states
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Application, ApplicationRequest, Letter, QuestionnaireVersion
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole, Refusal
from tests.factories.applications import SIRET, fill, make_applicant, make_draft, make_sent
from tests.factories.people import Person, make_outsider, make_person
from tests.factories.reception import PROOF, Around, make_around, make_qualified, make_venue
from tests.factories.schemes import make_organisation


@pytest.fixture
def team(scheme: Scheme, anne: Person, dado: Person) -> Around:
    """Who surrounds the structure."""
    return make_around(scheme, anne, dado)


@pytest.fixture
def ines(scheme: Scheme) -> Person:
    """Who applies."""
    return make_applicant()


def refused(why: type[Refusal], operation: Any, /, **facts: Any) -> Refusal:
    with pytest.raises(why) as caught:
        operation(**facts)
    return caught.value


def make_version(team: Around) -> QuestionnaireVersion:
    by = team.anne.actor
    version = venues.begin_version(by=by)
    venues.write_version(by=by, version_id=version.pk, introduction="Bonjour", charter="Accueillir sans condition.")
    venues.add_question(
        by=by, version_id=version.pk, kind=asking.ONE, label="Wifi ?", choices=["Oui", "Non"], is_required=True
    )
    venues.add_question(by=by, version_id=version.pk, kind=asking.FILE, label="Vos statuts", is_required=True)
    venues.add_criterion(by=by, version_id=version.pk, label="Visite sur place")
    return venues.publish_version(by=by, version_id=version.pk, starts_on=clock.today())


def test_a_version_once_published_changes_no_more(team: Around) -> None:
    by, version = team.anne.actor, make_version(team)
    refused(errors.VersionAlreadyPublished, venues.add_criterion, by=by, version_id=version.pk, label="Autre")
    for sql in (
        "UPDATE venues_questionnaireversion SET charter = 'autre'",
        "UPDATE venues_question SET label = 'autre'",
        "DELETE FROM venues_criterion",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    second = venues.begin_version(by=by)
    refused(errors.VersionBeingWritten, venues.begin_version, by=by)
    assert second.charter == "Accueillir sans condition."
    assert [one.label for one in second.questions.order_by("rank")] == ["Wifi ?", "Vos statuts"]
    assert second.criteria.count() == 7
    known = second.criteria.get(code="accessibility_told")
    remove = {"by": by, "version_id": second.pk, "criterion_id": known.pk}
    refused(errors.CriterionOfTheProgram, venues.remove_criterion, **remove)
    yesterday = clock.today() - timedelta(days=1)
    publish = {"by": by, "version_id": second.pk}
    refused(errors.VersionStartsTooEarly, venues.publish_version, **publish, starts_on=yesterday)
    refused(errors.ChoicesMissing, venues.add_question, **publish, kind=asking.SEVERAL, label="?", choices=["Un", "Un"])
    refused(NotYourRole, venues.begin_version, by=team.finance.actor)
    tomorrow = clock.today() + timedelta(days=1)
    venues.publish_version(**publish, starts_on=tomorrow)
    assert [files.version_in_force(team.scheme.pk, on) for on in (yesterday, clock.today(), tomorrow)] == [
        None,
        version,
        second,
    ]


def test_an_application_answers_the_version_of_the_day_it_was_opened(team: Around, ines: Person) -> None:
    version = make_version(team)
    draft = make_draft(team.scheme, ines)
    fill(draft, ines.actor)
    lacks = [(lack.part, lack.name) for lack in files.lacks_of(files.application(draft.pk))]
    assert lacks == [("answers", "Wifi ?"), ("answers", "Vos statuts"), ("charter", "")]
    send = {"by": ines.actor, "application_id": draft.pk}
    assert refused(errors.ApplicationIncomplete, venues.submit_application, **send).facts == {"count": 3}
    choice, paper = version.questions.order_by("rank")
    venues.write_part(**send, part=asking.ANSWERS, facts={str(choice.pk): "Oui"})
    venues.join_file(**send, purpose=asking.purpose_of(paper.pk), file=PROOF)
    venues.write_part(**send, part=asking.CHARTER, facts={"quality": "Directrice"})
    sent = venues.submit_application(**send)
    (kept,) = files.submissions(sent)
    assert (sent.state, sent.version, len(kept.sha256)) == (states.SUBMITTED, version, 64)
    assert kept.content["charter"]["accepted_by"] == "Inès Morel"
    assert kept.content["files"]["bank"] == PROOF.sha256
    frozen = {"part": asking.STRUCTURE, "facts": {}}
    refused(errors.ApplicationNotInThatState, venues.write_part, **send, **frozen)
    line = files.application_checklist(files.application(sent.pk))[-1]
    assert (line.label, line.is_met) == ("Visite sur place", False)
    assert line.criterion_id is not None
    tick = {"by": team.anne.actor, "criterion_id": line.criterion_id, "application_id": sent.pk}
    venues.tick_criterion(**tick, is_met=True)
    line = files.application_checklist(files.application(sent.pk))[-1]
    assert (line.is_met, line.ticked_by, line.ticked_on) == (True, team.anne.actor.label, clock.today())
    known = version.criteria.get(code="bank_verified")
    refused(
        errors.CriterionTickedByTheProgram, venues.tick_criterion, **{**tick, "criterion_id": known.pk}, is_met=True
    )


def test_an_application_is_completed_taken_in_then_qualified(team: Around, ines: Person) -> None:
    sent, by = make_sent(team.scheme, ines), team.anne.actor
    judge = {"by": by, "application_id": sent.pk}
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    refused(errors.CompletionInThePast, venues.ask_completion, **judge, what="Le RIB", until_on=today)
    refused(errors.ReasonMissing, venues.ask_completion, **judge, what=" ", until_on=tomorrow)
    venues.ask_completion(**judge, what="Le RIB est coupé", until_on=tomorrow)
    refused(errors.ApplicationNotInThatState, venues.take_in_application, **judge)
    venues.join_file(by=ines.actor, application_id=sent.pk, purpose=asking.BANK_PROOF, file=PROOF)
    venues.submit_application(by=ines.actor, application_id=sent.pk)
    assert len(files.submissions(sent)) == 2
    taken = venues.take_in_application(**judge)
    structure = Organisation.objects.get(siret=SIRET)
    (venue,) = queries.venues_of_structure(structure.pk)
    (offer,) = venue.offers.all()
    assert (taken.state, taken.organisation, venue.name) == (states.COMPLETE, structure, "Le Port")
    assert (offer.duration_minutes, offer.price_cents, offer.languages) == (90, 0, ["fr", "ar"])
    details = queries.bank_details(structure.pk)
    assert details is not None
    assert (details.recorded_by_id, details.proof_sha256) == (ines.user.pk, PROOF.sha256)
    qualify = {"by": by, "organisation_id": structure.pk, "effective_on": today}
    lacking = refused(errors.CriteriaMissing, venues.qualify, **qualify).facts["criteria"]
    assert lacking == ("charte signée", "coordonnées bancaires vérifiées"), "no charter was published"
    venues.verify_bank_details(by=team.finance.actor, organisation_id=structure.pk, verified_on=today)
    venues.check_qualification(
        by=by,
        organisation_id=structure.pk,
        siret_checked=True,
        charter_signed_on=today,
        reception="De plain-pied",
        checked_on=today,
    )
    venues.qualify(**qualify)
    assert files.application(sent.pk).state == states.ACCEPTED
    told = list(Letter.objects.filter(to=ines.user.email).order_by("pk").values_list("kind", flat=True))
    assert told == ["link", "sent", "completion", "sent", "taken_in"]


def test_the_own_criteria_of_the_authority_are_required_or_not(team: Around, ines: Person) -> None:
    structure = make_organisation("Association du Moulin")
    make_venue(team, structure, "Le Moulin")
    make_qualified(team, structure)
    file = queries.qualification(structure.pk)
    assert file is not None
    assert files.lacking(file) == ()
    make_version(team)
    assert files.lacking(file) == (), "it applied before that version"
    file.applied_on = clock.today()
    assert files.lacking(file) == ("Visite sur place",)


def test_a_siret_never_gives_access_to_a_structure(team: Around, ines: Person) -> None:
    known = make_organisation("Le Port", siret=SIRET)
    sent = make_sent(team.scheme, ines)
    judge = {"by": team.anne.actor, "application_id": sent.pk}
    refused(errors.StructureKnown, venues.take_in_application, **judge)
    refused(errors.NoFileToJoin, venues.confirm_joining, **judge)
    assert venues.take_in_application(**judge, confirms_structure=True).organisation == known
    zoe = make_outsider("Zoé Petit")
    other = make_draft(team.scheme, zoe)
    fill(other, zoe.actor)
    hers = {"by": zoe.actor, "application_id": other.pk}
    refused(errors.StructureAlreadyHasItsFile, venues.submit_application, **hers)
    assert venues.ask_to_join(**hers).state == states.JOINING
    refused(NotYourRole, venues.confirm_joining, by=team.finance.actor, application_id=other.pk)
    joined = venues.confirm_joining(by=team.anne.actor, application_id=other.pk)
    assert (joined.state, joined.organisation) == (states.JOINED, known)


def test_an_application_is_its_authors_alone(team: Around, ines: Person) -> None:
    draft, zoe = make_draft(team.scheme, ines), make_outsider("Zoé Petit")
    hers = {"by": zoe.actor, "application_id": draft.pk}
    for operation in (venues.submit_application, venues.withdraw_application, venues.ask_to_join):
        refused(errors.ApplicationUnknown, operation, **hers)
    mine = {"by": ines.actor, "application_id": draft.pk}
    refused(errors.NotAnIban, venues.write_part, **mine, part=asking.BANK, facts={"iban": "FR76", "holder_name": "M"})
    refused(errors.PlaceUnknown, venues.drop_place, **mine, rank=0)
    assert venues.withdraw_application(**mine).state == states.WITHDRAWN
    refused(errors.ApplicationNotInThatState, venues.submit_application, **mine)


def test_a_link_serves_once_and_for_three_days(team: Around, ines: Person) -> None:
    asked = {"email": ines.user.email, "full_name": "Inès", "siret": SIRET, "structure_name": "P", "language": "fr"}
    one = venues.request_application(**asked)
    opened = venues.open_application(by=ines.actor, request_id=one.pk)
    refused(errors.LinkNoMoreGood, venues.open_application, by=ines.actor, request_id=one.pk)
    old = venues.request_application(**asked)
    assert venues.open_application(by=ines.actor, request_id=old.pk) == opened, "the same draft goes on"
    late = venues.request_application(**asked)
    ApplicationRequest.objects.filter(pk=late.pk).update(requested_at=clock.now() - timedelta(days=4))
    refused(errors.LinkNoMoreGood, venues.open_application, by=ines.actor, request_id=late.pk)
    for _turn in range(3):
        venues.request_application(**asked)
    assert Letter.objects.filter(kind="link").count() == 4, (
        "three a day, and one more since an old one no longer counts"
    )
    assert Application.objects.count() == 1


def test_a_refusal_is_appealed_once_and_answered_once(team: Around, ines: Person) -> None:
    sent, by = make_sent(team.scheme, ines), team.anne.actor
    judge, mine = {"by": by, "application_id": sent.pk}, {"by": ines.actor, "application_id": sent.pk}
    refused(errors.NothingToAppeal, venues.appeal_refusal, **mine, text="Pourquoi ?")
    refused(errors.ReasonMissing, venues.refuse_application, **judge, reason=" ")
    venues.refuse_application(**judge, reason="Hors du territoire.")
    appeal = venues.appeal_refusal(**mine, text="Nous y tenons une permanence.", file=PROOF)
    refused(errors.AppealAlreadyLodged, venues.appeal_refusal, **mine, text="Encore.")
    answer = {"by": by, "appeal_id": appeal.pk, "grants": True}
    refused(errors.ReasonMissing, venues.answer_appeal, **answer, answer="")
    venues.answer_appeal(**answer, answer="La permanence est prouvée.")
    assert files.application(sent.pk).state == states.SUBMITTED
    refused(errors.AppealAlreadyAnswered, venues.answer_appeal, **answer, answer="Encore.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE venues_appeal SET answer = 'autre'")


def test_an_appeal_granted_brings_a_structure_back(team: Around) -> None:
    structure = make_organisation("Association du Moulin")
    make_venue(team, structure, "Le Moulin")
    make_qualified(team, structure)
    lina, by = make_person(team.scheme, "Lina Caron", roles.MEDIATOR, structure), team.anne.actor
    refused(errors.NothingToAppeal, venues.appeal_decision, by=lina.actor, text="?")
    tomorrow = clock.today() + timedelta(days=1)
    close = {"by": by, "organisation_id": structure.pk, "effective_on": tomorrow}
    for decide in (venues.suspend, venues.remove):
        decide(**close, reason="Contrôle.")  # type: ignore[operator]
        appeal = venues.appeal_decision(by=lina.actor, text="Le contrôle est réglé.")
        refused(errors.AppealAlreadyLodged, venues.appeal_decision, by=lina.actor, text="Encore.")
        venues.answer_appeal(by=by, appeal_id=appeal.pk, grants=True, answer="C'est exact.", effective_on=tomorrow)
        assert queries.qualified_on(structure.pk, tomorrow)
    refused(errors.NotInThatState, venues.restore, **close, reason="Encore.")
    kinds = list(Letter.objects.filter(to=lina.user.email).values_list("kind", flat=True))
    assert sorted(kinds) == ["appeal_answered"] * 2 + ["decided"] * 4
