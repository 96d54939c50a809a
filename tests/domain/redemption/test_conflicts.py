from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.grants.parameters import AUTHORITY, VENUE
from quitus.domain.redemption import conflicts, states
from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.redemption.offline_errors import (
    BearerIsFixed,
    CompensationMandatMissing,
    ConflictStandsElsewhere,
    ConflictUnknown,
    DecisionReasonMissing,
    PaidBeforeDecided,
)
from quitus.domain.redemption.operations.conflicts import decide_conflict, record_compensation
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation


@pytest.fixture
def device(reception: Reception) -> Device:
    """Lina's device at the Moulin."""
    return make_device(reception.lina, reception.venue)


@pytest.fixture
def conflict(reception: Reception, device: Device) -> Conflict:
    """A pass of Lina's that the Médiathèque had recorded a moment before."""
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    make_qualified(reception.team, place.organisation)
    luc = make_mediator(reception.team, place, "Luc Petit")
    reception.take(1, by=luc.actor, venue_id=place.pk)
    device.take(reception.pass_number(1))
    device.send()
    return Conflict.objects.get()


def decide(reception: Reception, conflict: Conflict, **facts: object) -> Conflict:
    said: dict[str, object] = {
        "by": reception.team.anne.actor,
        "conflict_id": conflict.pk,
        "bearer": AUTHORITY,
        "reason": "La copie ne se voyait pas.",
    }
    return decide_conflict(**(said | facts))  # type: ignore[arg-type]


def pay(reception: Reception, conflict: Conflict, **facts: object) -> Conflict:
    said: dict[str, object] = {
        "by": reception.team.finance.actor,
        "conflict_id": conflict.pk,
        "mandat_number": "M-2023-77",
        "paid_on": clock.today(),
    }
    return record_compensation(**(said | facts))  # type: ignore[arg-type]


def test_the_authority_takes_a_loss_on_and_pays_it_outside_of_pass(reception: Reception, conflict: Conflict) -> None:
    assert decide(reception, conflict).state == states.OWED
    assert conflicts.owed_cents(reception.structure.pk) == 10_00
    assert pay(reception, conflict).state == states.COMPENSATED
    assert conflicts.owed_cents() == 0
    assert Redemption.objects.count() == 1, "a compensation is no use of the pass"
    with pytest.raises(ConflictStandsElsewhere):
        pay(reception, conflict)


def test_the_loss_is_left_to_the_venue_and_nothing_is_owed(reception: Reception, conflict: Conflict) -> None:
    assert decide(reception, conflict, bearer=VENUE).state == states.BORNE
    assert conflicts.owed_cents() == 0
    with pytest.raises(ConflictStandsElsewhere):
        pay(reception, conflict)
    with pytest.raises(ConflictStandsElsewhere):
        decide(reception, conflict)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": " "}, DecisionReasonMissing),
        ({"conflict_id": 0}, ConflictUnknown),
        ({"bearer": "personne"}, ConflictStandsElsewhere),
    ],
)
def test_what_is_not_decided(
    reception: Reception, conflict: Conflict, facts: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        decide(reception, conflict, **facts)
    with pytest.raises(NotYourRole):
        decide(reception, conflict, by=reception.lina.actor)


def test_what_is_always_the_authoritys_stays_so(reception: Reception, conflict: Conflict) -> None:
    Conflict.objects.update(
        found="blocked_after", proposed_bearer=AUTHORITY, other_organisation=None, other_turn=None, other_door=""
    )
    with pytest.raises(BearerIsFixed):
        decide(reception, conflict, bearer=VENUE)
    assert decide(reception, conflict).state == states.OWED


def test_a_compensation_has_its_mandat_and_its_day(reception: Reception, conflict: Conflict) -> None:
    decide(reception, conflict)
    with pytest.raises(CompensationMandatMissing):
        pay(reception, conflict, mandat_number=" ")
    with pytest.raises(PaidBeforeDecided):
        pay(reception, conflict, paid_on=clock.today() - timedelta(days=1))
    with pytest.raises(NotYourRole):
        pay(reception, conflict, by=reception.lina.actor)


def test_both_sides_see_a_conflict_and_only_one_collects_it(reception: Reception, conflict: Conflict) -> None:
    mediatheque = conflict.other_organisation_id or 0
    assert [one.pk for one in conflicts.of_structure(reception.structure.pk)] == [conflict.pk]
    assert [one.pk for one in conflicts.of_structure(mediatheque)] == [conflict.pk]
    assert [(one.organisation, one.count) for one in conflicts.to_follow_up(1)] == [(reception.structure, 1)]
    assert conflicts.to_follow_up(2) == []
    with clock.at(clock.now() + timedelta(days=366)):
        assert conflicts.to_follow_up(1) == [], "twelve months later it counts no more"


def test_the_database_keeps_conflicts_whole(conflict: Conflict) -> None:
    for change in ({"state": "owed"}, {"mandat_number": "M-1"}, {"bearer": "venue"}, {"other_turn": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conflict.objects.filter(pk=conflict.pk).update(**change)
