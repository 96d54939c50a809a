"""The régie before any stock: assent, act, points, appointments."""

from datetime import date

import pytest

from quitus.domain.distribution import errors, operations, queries, states
from quitus.domain.distribution.models import Appointment, Imprest
from quitus.kernel.clock import today
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.passes import Team
from tests.factories.people import Person, make_person
from tests.factories.stock import (
    APPOINTED_ON,
    ASSENT_ON,
    CONSTITUTED_ON,
    Stock,
    appoint,
    make_imprest,
    make_point,
)


def test_a_regie_is_proposed_agreed_to_then_opened_with_a_safe(team: Team) -> None:
    imprest = make_imprest(team)
    found = queries.imprest(imprest.pk)
    assert (found.state, found.safe.kind, found.safe.label) == (states.OPEN, states.SAFE, "Régie Pass numérique")


def test_the_act_comes_after_the_assent_with_a_reference(team: Team) -> None:
    by = team.finance.actor
    with pytest.raises(errors.NameMissing):
        operations.propose_imprest(by=by, name=" ", ceiling_cents=1)
    proposed = operations.propose_imprest(by=by, name="Régie", ceiling_cents=1)
    facts = {"by": by, "imprest_id": proposed.pk}
    with pytest.raises(errors.AssentMissing):
        operations.open_imprest(**facts, constituted_on=CONSTITUTED_ON, act_reference="1")
    operations.assent_to_imprest(by=team.accountant.actor, imprest_id=proposed.pk, assent_on=ASSENT_ON)
    with pytest.raises(errors.ImprestStandsElsewhere):
        operations.assent_to_imprest(by=team.accountant.actor, imprest_id=proposed.pk, assent_on=ASSENT_ON)
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.open_imprest(**facts, constituted_on=date(2021, 8, 29), act_reference="1")
    with pytest.raises(errors.ReferenceMissing):
        operations.open_imprest(**facts, constituted_on=CONSTITUTED_ON, act_reference=" ")
    with pytest.raises(DateInTheFuture):
        operations.open_imprest(**facts, constituted_on=date(2999, 1, 1), act_reference="1")
    operations.open_imprest(**facts, constituted_on=CONSTITUTED_ON, act_reference="1")
    with pytest.raises(errors.ImprestStandsElsewhere):
        operations.open_imprest(**facts, constituted_on=CONSTITUTED_ON, act_reference="1")


def test_each_act_of_the_regie_belongs_to_its_role(team: Team) -> None:
    imprest = make_imprest(team)
    holder, anne, accountant = team.holder.actor, team.anne.actor, team.accountant.actor
    for refused in (
        lambda: operations.propose_imprest(by=holder, name="x", ceiling_cents=1),
        lambda: operations.assent_to_imprest(by=anne, imprest_id=imprest.pk, assent_on=ASSENT_ON),
        lambda: operations.open_imprest(
            by=accountant, imprest_id=imprest.pk, constituted_on=CONSTITUTED_ON, act_reference="1"
        ),
        lambda: operations.close_imprest(by=holder, imprest_id=imprest.pk, closed_on=today()),
        lambda: operations.open_point(by=holder, imprest_id=imprest.pk, name="x", commune="x", opened_on=today()),
        lambda: operations.appoint(
            by=holder, imprest_id=imprest.pk, user_id=1, kind="holder", act_reference="1", starts_on=today()
        ),
        lambda: operations.assent_to_appointment(by=anne, appointment_id=1, assent_on=today()),
        lambda: operations.end_appointment(by=holder, appointment_id=1, ends_on=today()),
    ):
        with pytest.raises(NotYourRole):
            refused()


def test_a_regie_that_answers_for_pass_is_not_closed(stock: Stock) -> None:
    by = stock.team.finance.actor
    with pytest.raises(errors.SafeNotEmpty) as refused:
        operations.close_imprest(by=by, imprest_id=stock.imprest.pk, closed_on=today())
    assert refused.value.facts == {"count": 80}
    empty = make_imprest(stock.team)
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.close_imprest(by=by, imprest_id=empty.pk, closed_on=date(2021, 9, 5))
    assert operations.close_imprest(by=by, imprest_id=empty.pk, closed_on=today()).state == states.CLOSED
    assert Imprest.objects.count() == 2


def test_points_have_names_of_their_own(team: Team) -> None:
    imprest = make_imprest(team)
    make_point(team, imprest)
    with pytest.raises(errors.NameTaken):
        make_point(team, imprest)
    with pytest.raises(errors.NameMissing):
        make_point(team, imprest, " ")


# --- appointments


def name(team: Team, kind: str, **facts: object) -> Appointment:
    given: dict[str, object] = {
        "by": team.finance.actor, "imprest_id": queries.imprests()[0].pk, "user_id": team.holder.user.pk,
        "kind": kind, "act_reference": "2021-N-9", "starts_on": APPOINTED_ON,
    }  # fmt: skip
    return operations.appoint(**(given | facts))  # type: ignore[arg-type]


def test_an_appointment_gives_power_once_the_accountant_agrees(team: Team) -> None:
    make_imprest(team)
    made = name(team, "holder")
    assert queries.mandate_of(team.holder.user.pk, APPOINTED_ON) == []
    assert list(queries.awaiting_assent()) == [made]
    with pytest.raises(errors.AssentTooLate):
        operations.assent_to_appointment(by=team.accountant.actor, appointment_id=made.pk, assent_on=date(2021, 9, 16))
    operations.assent_to_appointment(by=team.accountant.actor, appointment_id=made.pk, assent_on=APPOINTED_ON)
    with pytest.raises(errors.AlreadyAssented):
        operations.assent_to_appointment(by=team.accountant.actor, appointment_id=made.pk, assent_on=APPOINTED_ON)
    assert queries.mandate_of(team.holder.user.pk, APPOINTED_ON) == [made]
    assert queries.mandate_of(None, APPOINTED_ON) == []


def test_a_substitute_is_appointed_for_two_months_at_most(team: Team) -> None:
    make_imprest(team)
    for ends_on in (None, date(2021, 11, 15)):
        with pytest.raises(errors.SubstituteTooLong):
            name(team, "substitute", ends_on=ends_on)
    assert name(team, "substitute", ends_on=date(2021, 11, 14))


def test_a_regie_has_one_holder_at_a_time(team: Team) -> None:
    make_imprest(team)
    first = name(team, "holder")
    with pytest.raises(errors.AnotherHolderThen):
        name(team, "holder", user_id=team.dado.user.pk, starts_on=date(2022, 1, 1))
    operations.end_appointment(by=team.finance.actor, appointment_id=first.pk, ends_on=date(2021, 12, 31))
    assert name(team, "holder", user_id=team.dado.user.pk, starts_on=date(2022, 1, 1))
    with pytest.raises(errors.AppointmentAlreadyEnded):
        operations.end_appointment(by=team.finance.actor, appointment_id=first.pk, ends_on=date(2022, 1, 1))
    with pytest.raises(errors.AppointmentEndsTooEarly):
        operations.end_appointment(by=team.finance.actor, appointment_id=first.pk, ends_on=date(2021, 9, 1))


def test_an_appointment_that_makes_no_sense_is_refused(team: Team, zoe: Person) -> None:
    imprest = make_imprest(team)
    point = make_point(team, imprest)
    with pytest.raises(errors.AgentWithoutPoint):
        name(team, "agent")
    with pytest.raises(errors.AgentWithoutPoint):
        name(team, "holder", point_id=point.pk)
    with pytest.raises(errors.ReferenceMissing):
        name(team, "holder", act_reference="")
    with pytest.raises(errors.AppointmentEndsTooEarly):
        name(team, "holder", ends_on=date(2021, 9, 14))
    with pytest.raises(errors.PersonOfAnotherScheme):
        name(team, "agent", point_id=point.pk, user_id=zoe.user.pk)


def test_who_may_hand_out_where_follows_from_appointments(stock: Stock) -> None:
    team = stock.team
    other = make_point(team, stock.imprest, "Maison de Béthune")
    denis = make_person(team.scheme, "Denis Roy", "handout_agent")
    appoint(team, stock.imprest, denis.user.pk, "agent", point=other, ends_on=date(2021, 12, 31))
    day = date(2021, 12, 1)
    assert queries.points_of(team.dado.user.pk, day) == [stock.point]
    assert queries.points_of(team.holder.user.pk, day) == [other, stock.point]
    assert queries.points_of(denis.user.pk, date(2022, 1, 1)) == []
    assert queries.agents_by_point(day) == {stock.point.pk: ["Dado Delattre"], other.pk: ["Denis Roy"]}
    assert queries.imprests_kept_by(team.holder.user.pk, day) == [stock.imprest]
    assert queries.imprests_kept_by(team.dado.user.pk, day) == []
