from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.domain.audit.queries import thread
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Membership, Organisation, Scheme
from quitus.domain.venues import errors, queries, states
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import BankDetails, Letter
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotYourRole, Refusal
from tests.factories.people import Person, make_person
from tests.factories.reception import (
    IBAN,
    PROOF,
    QUALIFIED_ON,
    SERVICE,
    Around,
    make_around,
    make_file_complete,
    make_qualified,
    make_venue,
)
from tests.factories.schemes import make_organisation


@pytest.fixture
def team(scheme: Scheme, anne: Person, dado: Person) -> Around:
    """Who surrounds the structure."""
    return make_around(scheme, anne, dado)


@pytest.fixture
def structure(team: Around) -> Organisation:
    """A structure with one venue that offers one service."""
    made = make_organisation("Association du Moulin")
    make_venue(team, made, "Le Moulin")
    return made


def refused(why: type[Refusal], operation: object, /, **facts: object) -> Refusal:
    with pytest.raises(why) as caught:
        operation(**facts)  # type: ignore[operator]
    return caught.value


def test_a_structure_applies_is_checked_then_qualified(team: Around, structure: Organisation) -> None:
    make_file_complete(team, structure)
    venues.qualify(by=team.anne.actor, organisation_id=structure.pk, effective_on=QUALIFIED_ON)
    assert queries.qualified_on(structure.pk, QUALIFIED_ON)
    assert not queries.qualified_on(structure.pk, QUALIFIED_ON - timedelta(days=1))
    assert [step.state for step in queries.steps(structure.pk)] == ["applied", "checked", "qualified"]
    assert thread("structure", structure.pk)[-1].verb == "qualify"


def test_an_incomplete_file_is_refused_with_what_is_missing(team: Around, structure: Organisation) -> None:
    venues.apply_for_qualification(by=team.anne.actor, organisation_id=structure.pk, applied_on=QUALIFIED_ON)
    checked = {"siret_checked": True, "charter_signed_on": None, "reception": "", "checked_on": QUALIFIED_ON}
    venues.check_qualification(by=team.anne.actor, organisation_id=structure.pk, **checked)  # type: ignore[arg-type]
    lacking = refused(
        errors.CriteriaMissing,
        venues.qualify,
        by=team.anne.actor,
        organisation_id=structure.pk,
        effective_on=QUALIFIED_ON,
    ).facts["criteria"]
    assert lacking == ("charte signée", "coordonnées bancaires vérifiées", "accueil et accessibilité décrits")


def test_a_public_venue_is_qualified_with_its_regie_de_recettes(team: Around, structure: Organisation) -> None:
    venues.register_venue(
        by=team.anne.actor,
        organisation_id=structure.pk,
        name="Mairie",
        postcode="62000",
        commune="Arras",
        is_public=True,
    )
    make_file_complete(team, structure)
    qualify = {"by": team.anne.actor, "organisation_id": structure.pk, "effective_on": QUALIFIED_ON}
    assert refused(errors.CriteriaMissing, venues.qualify, **qualify).facts["criteria"] == (
        "régie de recettes du lieu public",
    )


def test_a_suspension_closes_from_tomorrow_and_is_lifted(team: Around, structure: Organisation) -> None:
    make_qualified(team, structure)
    by, organisation_id, today = team.anne.actor, structure.pk, clock.today()
    close = {"by": by, "organisation_id": organisation_id, "reason": "Contrôle."}
    assert refused(errors.TooSoonToClose, venues.suspend, **close, effective_on=today).facts == {
        "earliest_on": today + timedelta(days=1)
    }
    refused(errors.ReasonMissing, venues.suspend, **{**close, "reason": " "}, effective_on=today + timedelta(days=1))
    venues.suspend(**close, effective_on=today + timedelta(days=1))  # type: ignore[arg-type]
    assert queries.qualified_on(organisation_id, today)
    assert not queries.qualified_on(organisation_id, today + timedelta(days=1))
    refused(errors.DateBeforeTheLastStep, venues.reinstate, **close, effective_on=today)
    refused(errors.ReasonMissing, venues.reinstate, **{**close, "reason": ""}, effective_on=today)
    venues.reinstate(**close, effective_on=today + timedelta(days=3))  # type: ignore[arg-type]
    assert queries.qualified_on(organisation_id, today + timedelta(days=3))


def test_a_removed_structure_stays_removed(team: Around, structure: Organisation) -> None:
    by, organisation_id = team.anne.actor, structure.pk
    venues.apply_for_qualification(by=by, organisation_id=organisation_id, applied_on=QUALIFIED_ON)
    venues.remove(by=by, organisation_id=organisation_id, effective_on=QUALIFIED_ON, reason="Hors du département.")
    told = refused(
        errors.NotInThatState,
        venues.check_qualification,
        by=by,
        organisation_id=organisation_id,
        siret_checked=True,
        charter_signed_on=None,
        reception="",
        checked_on=QUALIFIED_ON,
    )
    assert told.facts == {"state": states.LABELS[states.REMOVED]}
    assert queries.counts_by_state(team.scheme.pk) == {states.REMOVED: 1}


def test_a_file_is_opened_once_for_a_structure_that_has_a_venue(team: Around, structure: Organisation) -> None:
    by = team.anne.actor
    apply = {"by": by, "organisation_id": structure.pk, "applied_on": QUALIFIED_ON}
    refused(errors.NotApplied, venues.qualify, by=by, organisation_id=structure.pk, effective_on=QUALIFIED_ON)
    refused(
        errors.NoVenueYet, venues.apply_for_qualification, **{**apply, "organisation_id": make_organisation("X").pk}
    )
    refused(errors.NotAStructure, venues.apply_for_qualification, **{**apply, "organisation_id": team.operator.pk})
    refused(DateInTheFuture, venues.apply_for_qualification, **{**apply, "applied_on": date(2999, 1, 1)})
    venues.apply_for_qualification(**apply)  # type: ignore[arg-type]
    refused(errors.AlreadyApplied, venues.apply_for_qualification, **apply)


def test_bank_details_are_verified_by_a_second_person(team: Around, structure: Organisation) -> None:
    verify = {"organisation_id": structure.pk, "verified_on": QUALIFIED_ON}
    refused(errors.NoBankDetails, venues.verify_bank_details, by=team.finance.actor, **verify)
    record = {"by": team.anne.actor, "organisation_id": structure.pk, "holder_name": "Le Moulin", "proof": PROOF}
    refused(errors.NotAnIban, venues.record_bank_details, **record, iban="FR76 3000 6000 0112 3456 7890 188")
    venues.record_bank_details(**record, iban=IBAN)  # type: ignore[arg-type]
    assert structure.pk not in queries.bank_verified_ids(team.scheme.pk)
    refused(errors.SamePersonMayNotVerify, venues.verify_bank_details, by=team.anne.actor, **verify)
    venues.verify_bank_details(by=team.finance.actor, **verify)  # type: ignore[arg-type]
    refused(errors.BankDetailsAlreadyVerified, venues.verify_bank_details, by=team.finance.actor, **verify)
    assert structure.pk in queries.bank_verified_ids(team.scheme.pk)
    venues.record_bank_details(**record, iban="FR14 2004 1010 0505 0001 3M02 606")  # type: ignore[arg-type]
    assert structure.pk not in queries.bank_verified_ids(team.scheme.pk), "changed details are verified again"


def test_a_changed_account_is_confirmed_by_another_way_than_the_one_that_announced_it(
    team: Around, structure: Organisation
) -> None:
    lina = make_person(team.scheme, "Lina Caron", roles.MEDIATOR, structure)
    make_file_complete(team, structure)
    record = {"organisation_id": structure.pk, "iban": "FR14 2004 1010 0505 0001 3M02 606", "holder_name": "Moulin"}
    venues.record_bank_details(by=lina.actor, **record, proof=PROOF)  # type: ignore[arg-type]
    assert [letter.kind for letter in Letter.objects.filter(to=lina.user.email)] == ["bank_changed"]
    today = clock.today()
    verify = {"by": team.finance.actor, "organisation_id": structure.pk, "verified_on": today}
    refused(errors.ChangeNotConfirmed, venues.verify_bank_details, **verify)
    told = {"confirmed_how": "call", "confirmed_with": "Mme Caron", "confirmed_on": today}
    refused(errors.ChangeNotConfirmed, venues.verify_bank_details, **verify, **{**told, "confirmed_with": " "})
    refused(errors.ChangeNotConfirmed, venues.verify_bank_details, **verify, **{**told, "confirmed_how": "mail"})
    before = {**told, "confirmed_on": today - timedelta(days=1)}
    refused(errors.DateBeforeTheChange, venues.verify_bank_details, **verify, **before)
    details = venues.verify_bank_details(**verify, **told)  # type: ignore[arg-type]
    assert (details.is_change, details.confirmed_with) == (True, "Mme Caron")
    assert structure.pk in queries.bank_verified_ids(team.scheme.pk)


def test_an_account_typed_while_another_was_verified_is_a_change_all_the_same(
    team: Around, structure: Organisation
) -> None:
    record = {"by": team.anne.actor, "organisation_id": structure.pk, "holder_name": "Le Moulin", "proof": PROOF}
    first = venues.record_bank_details(**record, iban=IBAN)  # type: ignore[arg-type]
    venues.record_bank_details(**record, iban="FR14 2004 1010 0505 0001 3M02 606")  # type: ignore[arg-type]
    # What two transactions leave that did not see each other.
    facts = {"verified_by": team.finance.user, "verified_on": QUALIFIED_ON, "verified_at": clock.now()}
    BankDetails.objects.filter(pk=first.pk).update(**facts)
    verify = {"by": team.finance.actor, "organisation_id": structure.pk, "verified_on": clock.today()}
    refused(errors.ChangeNotConfirmed, venues.verify_bank_details, **verify)
    told = {"confirmed_how": "call", "confirmed_with": "Mme Caron", "confirmed_on": clock.today()}
    assert venues.verify_bank_details(**verify, **told).is_change  # type: ignore[arg-type]


def test_an_officer_who_is_also_of_the_structure_does_not_verify_its_account(
    team: Around, structure: Organisation
) -> None:
    lina = make_person(team.scheme, "Lina Caron", roles.MEDIATOR, structure)
    record = {"organisation_id": structure.pk, "iban": IBAN, "holder_name": "Moulin", "proof": PROOF}
    venues.record_bank_details(by=lina.actor, **record)  # type: ignore[arg-type]
    Membership.objects.create(
        scheme=team.scheme, user=team.finance.user, organisation=structure, role=roles.MEDIATOR, starts_on=QUALIFIED_ON
    )
    verify = {"organisation_id": structure.pk, "verified_on": QUALIFIED_ON}
    refused(NotYourRole, venues.verify_bank_details, by=team.finance.actor, **verify)


def test_one_verifies_the_account_one_has_read(team: Around, structure: Organisation) -> None:
    record = {"by": team.anne.actor, "organisation_id": structure.pk, "holder_name": "Le Moulin", "proof": PROOF}
    read = venues.record_bank_details(**record, iban=IBAN)  # type: ignore[arg-type]
    venues.record_bank_details(**record, iban="FR14 2004 1010 0505 0001 3M02 606")  # type: ignore[arg-type]
    verify = {"organisation_id": structure.pk, "verified_on": QUALIFIED_ON, "details_id": read.pk}
    refused(errors.BankDetailsChanged, venues.verify_bank_details, by=team.finance.actor, **verify)
    assert structure.pk not in queries.bank_verified_ids(team.scheme.pk)


def test_services_and_staff_are_declared_once(team: Around, structure: Organisation) -> None:
    by = team.anne.actor
    (venue,) = queries.venues(team.scheme.pk)
    refused(errors.ServiceAlreadyOffered, venues.offer_service, by=by, venue_id=venue.pk, service_code=SERVICE)
    refused(errors.ServiceUnknown, venues.offer_service, by=by, venue_id=venue.pk, service_code="poterie")
    refused(errors.VenueUnknown, venues.offer_service, by=by, venue_id=0, service_code=SERVICE)
    assign = {"by": by, "venue_id": venue.pk, "user_id": team.dado.user.pk, "starts_on": QUALIFIED_ON}
    refused(errors.NotOfThisStructure, venues.assign_staff, **assign)


def test_venues_are_kept_by_the_manager(team: Around, structure: Organisation) -> None:
    refused(
        NotYourRole,
        venues.register_venue,
        by=team.dado.actor,
        organisation_id=structure.pk,
        name="Ailleurs",
        postcode="62000",
        commune="Arras",
    )
    refused(NotYourRole, venues.qualify, by=team.finance.actor, organisation_id=structure.pk, effective_on=QUALIFIED_ON)


PROMISES = [
    ("venue_has_a_name_of_its_own", "UPDATE venues_venue SET name = 'Le Moulin'"),
    ("venue_postcode_is_five_digits", "UPDATE venues_venue SET postcode = '6200'"),
    ("venue_is_on_the_map_by_both_coordinates_or_none", "UPDATE venues_venue SET latitude = 50.3"),
    (
        "venue_offers_a_service_once",
        "INSERT INTO venues_serviceoffer (scheme_id, venue_id, service_id, languages, publics) "
        "SELECT scheme_id, venue_id, service_id, languages, publics FROM venues_serviceoffer",
    ),
    (
        "person_is_on_a_venues_staff_once_at_a_time",
        "INSERT INTO venues_staff (scheme_id, venue_id, user_id, starts_on) "
        "SELECT scheme_id, min(id), 1, '2023-01-01' FROM venues_venue, generate_series(1, 2) "
        "GROUP BY scheme_id, generate_series",
    ),
    (
        "staff_ends_after_it_starts",
        "INSERT INTO venues_staff (scheme_id, venue_id, user_id, starts_on, ends_on) "
        "SELECT scheme_id, id, 1, '2023-01-02', '2023-01-01' FROM venues_venue",
    ),
    (
        "structure_is_qualified_once_in_a_scheme",
        "INSERT INTO venues_qualification "
        "(scheme_id, organisation_id, state, applied_on, siret_checked, reception, regie_recettes_reference) "
        "SELECT scheme_id, organisation_id, state, applied_on, false, '', '' "
        "FROM venues_qualification",
    ),
    ("qualification_state_is_known", "UPDATE venues_qualification SET state = 'perhaps'"),
    (
        "qualification_step_state_is_known",
        "INSERT INTO venues_qualificationstep (scheme_id, qualification_id, state, effective_on, reason) "
        "SELECT scheme_id, id, 'perhaps', applied_on, '' FROM venues_qualification",
    ),
    (
        "suspension_or_removal_gives_its_reason",
        "INSERT INTO venues_qualificationstep (scheme_id, qualification_id, state, effective_on, reason) "
        "SELECT scheme_id, id, 'suspended', applied_on, '' FROM venues_qualification",
    ),
    (
        "bank_details_are_verified_if_and_only_if_by_somebody_some_day",
        "UPDATE venues_bankdetails SET verified_on = NULL",
    ),
    (
        "bank_details_are_verified_by_a_second_person",
        "UPDATE venues_bankdetails SET verified_by_id = recorded_by_id",
    ),
    ("bank_details_have_their_proof", "UPDATE venues_bankdetails SET proof_sha256 = ''"),
    ("changed_account_is_verified_only_out_of_band", "UPDATE venues_bankdetails SET is_change = true"),
    ("service_lasts_from_five_minutes_to_ten_hours", "UPDATE venues_serviceoffer SET duration_minutes = 4"),
]


def test_the_database_keeps_the_promises_of_venues(team: Around, structure: Organisation) -> None:
    make_venue(team, structure, "L'annexe")
    make_qualified(team, structure)
    for name, sql in PROMISES:
        with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_organisation_is_a_structure_only_by_its_kind(team: Around) -> None:
    other = make_organisation("Mairie", kinds.OTHER)
    refused(
        errors.NotAStructure,
        venues.register_venue,
        by=team.anne.actor,
        organisation_id=other.pk,
        name="Accueil",
        postcode="62000",
        commune="Arras",
    )
