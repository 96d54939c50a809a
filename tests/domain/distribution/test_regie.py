"""The régie before any stock: assent, act, points, appointments."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quitus.domain.distribution import errors, operations, queries, regie_errors, states
from quitus.domain.distribution.models import Appointment, CashLine
from quitus.domain.documents import queries as documents
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.errors import RolesIncompatible, SamePersonOnBothSides
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.passes import Team
from tests.factories.people import Person, make_person
from tests.factories.stock import (
    APPOINTED_ON,
    ASSENT_ON,
    CONSTITUTED_ON,
    HANDED_ON,
    TRANSFERRED_ON,
    Stock,
    appoint,
    make_imprest,
    make_point,
    make_terms,
    ranks,
    received,
    refer,
)

PAPER = OnPaper("M. Exemple", "avis.pdf", "a" * 64, "application/pdf", 10)


def test_a_regie_is_proposed_agreed_to_then_opened_with_a_safe(team: Team) -> None:
    imprest = make_imprest(team)
    found = queries.imprest(imprest.pk)
    assert (found.state, found.safe.kind, found.safe.label) == (states.OPEN, states.SAFE, "Régie Pass numérique")


def test_the_act_comes_after_the_assent_with_a_reference(team: Team) -> None:
    by = team.finance.actor
    with pytest.raises(errors.NameMissing):
        operations.propose_imprest(by=by, name=" ", terms=make_terms())
    proposed = operations.propose_imprest(by=by, name="Régie", terms=make_terms())
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


def test_an_act_says_all_that_it_must(team: Team, subtests: pytest.Subtests) -> None:
    for refusal, wrong in (
        (regie_errors.ActIncomplete, {"purpose": " "}),
        (regie_errors.ActIncomplete, {"address": ""}),
        (regie_errors.ActIncomplete, {"accounting_office": ""}),
        (regie_errors.CeilingNotPositive, {"ceiling_cents": 0}),
        (regie_errors.CeilingNotPositive, {"cash_ceiling_cents": -1}),
        (regie_errors.OperationUnknown, {"allowed": frozenset({"print_money"})}),
        (regie_errors.OperationUnknown, {"periodicity": "yearly"}),
        (regie_errors.CashCeilingDisagrees, {"cash_ceiling_cents": 1}),
        (regie_errors.CashCeilingDisagrees, {"allowed": frozenset({"keep_cash"})}),
    ):
        with subtests.test(f"{refusal.code} {wrong}"), pytest.raises(refusal):
            operations.propose_imprest(by=team.anne.actor, name="Régie", terms=replace(make_terms(), **wrong))


def test_a_proposed_act_is_rewritten_until_the_accountant_agrees(team: Team) -> None:
    by = team.anne.actor
    proposed = operations.propose_imprest(by=by, name="Régie", terms=make_terms())
    facts = {"by": by, "imprest_id": proposed.pk, "terms": make_terms(1_000_00, purpose="Autre objet")}
    with pytest.raises(errors.NameMissing):
        operations.rewrite_imprest(**facts, name="")
    operations.rewrite_imprest(**facts, name="Régie des pass")
    found = queries.imprest(proposed.pk)
    assert (found.name, found.terms) == ("Régie des pass", facts["terms"])
    operations.assent_to_imprest(by=team.accountant.actor, imprest_id=proposed.pk, assent_on=ASSENT_ON)
    with pytest.raises(regie_errors.ActAlreadyAssented):
        operations.rewrite_imprest(**facts, name="Régie")


def test_the_accountant_agrees_on_paper_that_the_other_side_enters(team: Team) -> None:
    proposed = operations.propose_imprest(by=team.anne.actor, name="Régie", terms=make_terms())
    facts = {"imprest_id": proposed.pk, "assent_on": ASSENT_ON}
    with pytest.raises(NotYourRole):
        operations.assent_to_imprest(by=team.finance.actor, **facts)
    with pytest.raises(NotYourRole):
        operations.assent_to_imprest(by=team.holder.actor, **facts, paper=PAPER)
    operations.assent_to_imprest(by=team.finance.actor, **facts, paper=PAPER)
    (kept,) = documents.signed_papers("imprest", proposed.pk)
    assert (kept.signed_by, kept.verb, kept.signed_on) == ("M. Exemple", "assent_to_imprest", ASSENT_ON)
    assert (kept.entered_by, queries.imprest(proposed.pk).assent_on) == (team.finance.actor.label, ASSENT_ON)
    with pytest.raises(errors.ImprestStandsElsewhere):
        operations.assent_to_imprest(by=team.finance.actor, **facts, paper=PAPER)
    assert documents.signed_papers("imprest", proposed.pk).count() == 1


def test_each_act_of_the_regie_belongs_to_its_role(team: Team, subtests: pytest.Subtests) -> None:
    imprest = make_imprest(team)
    point = make_point(team, imprest)
    amendment = operations.propose_imprest_amendment(
        by=team.anne.actor, imprest_id=imprest.pk, terms=make_terms(1_00), reason="Essai"
    )
    sub_regie = operations.propose_sub_regie(by=team.anne.actor, point_id=point.pk, ceiling_cents=1)
    holder, anne, accountant = team.holder.actor, team.anne.actor, team.accountant.actor
    of, day = {"imprest_id": imprest.pk}, today()
    of_amendment, of_sub_regie = {"amendment_id": amendment.pk}, {"sub_regie_id": sub_regie.pk}
    written, signed = {"terms": make_terms(), "reason": "x"}, {"adopted_on": day, "act_reference": "1"}
    cash = {"kind": "advance", "amount_cents": 1, "occurred_on": day, "reference": "1"}
    for call, by, facts in (
        (operations.propose_imprest, holder, {"name": "x", "terms": make_terms()}),
        (operations.rewrite_imprest, holder, {**of, "name": "x", "terms": make_terms()}),
        (operations.assent_to_imprest, anne, {**of, "assent_on": ASSENT_ON}),
        (operations.open_imprest, accountant, {**of, "constituted_on": day, "act_reference": "1"}),
        (operations.close_imprest, holder, {**of, "closed_on": day, "closing_reference": "1"}),
        (operations.open_point, holder, {**of, "name": "x", "commune": "x", "opened_on": day}),
        (operations.close_point, accountant, {"point_id": point.pk, "closed_on": day}),
        (operations.propose_imprest_amendment, accountant, {**of, **written}),
        (operations.rewrite_imprest_amendment, accountant, {**of_amendment, **written}),
        (operations.assent_to_imprest_amendment, anne, {**of_amendment, "assent_on": day}),
        (operations.adopt_imprest_amendment, accountant, {**of_amendment, **signed, "starts_on": day}),
        (operations.withdraw_imprest_amendment, accountant, of_amendment),
        (operations.propose_sub_regie, accountant, {"point_id": point.pk, "ceiling_cents": 1}),
        (operations.assent_to_sub_regie, anne, {**of_sub_regie, "assent_on": day}),
        (operations.open_sub_regie, accountant, {**of_sub_regie, **signed}),
        (operations.close_sub_regie, accountant, {**of_sub_regie, "closed_on": day}),
        (operations.appoint, holder, {**of, "user_id": 1, "kind": "holder", "act_reference": "1", "starts_on": day}),
        (operations.assent_to_appointment, anne, {"appointment_id": name(team, "holder").pk, "assent_on": day}),
        (operations.end_appointment, holder, {"appointment_id": 1, "ends_on": day}),
        (operations.record_cash, anne, {**of, **cash}),
    ):  # fmt: skip
        with subtests.test(call.__name__), pytest.raises(NotYourRole):
            call(by=by, **facts)


def test_a_regie_that_answers_for_pass_is_not_closed(stock: Stock) -> None:
    by = stock.team.finance.actor
    facts = {"by": by, "imprest_id": stock.imprest.pk, "closing_reference": "2023-R-1"}
    with pytest.raises(errors.SafeNotEmpty) as refused:
        operations.close_imprest(**facts, closed_on=today())
    assert refused.value.facts == {"count": 80}
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.close_imprest(**facts, closed_on=date(2021, 10, 1))
    with pytest.raises(errors.ReferenceMissing):
        operations.close_imprest(**{**facts, "closing_reference": " "}, closed_on=today())


def test_a_closed_regie_takes_its_points_and_its_people_with_it(team: Team) -> None:
    imprest = make_imprest(team)
    point = make_point(team, imprest)
    appoint(team, imprest, team.holder.user.pk, "holder")
    by = team.finance.actor
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.close_imprest(by=by, imprest_id=imprest.pk, closed_on=date(2021, 9, 5), closing_reference="1")
    day = date(2022, 3, 1)
    closed = operations.close_imprest(by=by, imprest_id=imprest.pk, closed_on=day, closing_reference="2022-R-1")
    assert closed.state == states.CLOSED
    assert queries.point(point.pk).closed_on == day
    assert queries.imprests_kept_by(team.holder.user.pk, day) == []
    assert [one.ends_on for one in queries.appointments(imprest_id=imprest.pk)] == [day]
    for refused in (
        lambda: make_point(team, imprest, "Autre point"),
        lambda: name(team, "agent", point_id=point.pk),
        lambda: operations.propose_imprest_amendment(
            by=by, imprest_id=imprest.pk, terms=make_terms(1_00), reason="Essai"
        ),
    ):
        with pytest.raises(errors.ImprestStandsElsewhere):
            refused()


def test_points_have_names_of_their_own(team: Team) -> None:
    imprest = make_imprest(team)
    make_point(team, imprest)
    with pytest.raises(errors.NameTaken):
        make_point(team, imprest)
    with pytest.raises(errors.NameMissing):
        make_point(team, imprest, " ")


def test_points_are_opened_where_the_act_allows_them(team: Team) -> None:
    imprest = make_imprest(team, allowed=frozenset({"hand_out"}))
    with pytest.raises(regie_errors.OperationNotInTheAct):
        make_point(team, imprest)


def test_a_point_closes_once_it_is_empty(stock: Stock) -> None:
    facts = {"by": stock.team.anne.actor, "point_id": stock.point.pk}
    with pytest.raises(regie_errors.PointNotEmpty) as refused:
        operations.close_point(**facts, closed_on=today())
    assert refused.value.facts == {"point": stock.point.name, "count": 50}
    day = date(2022, 2, 1)
    back = operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 50), occurred_on=day
    )
    received(stock.team.holder, back)
    with pytest.raises(regie_errors.PointClosesTooEarly):
        operations.close_point(**facts, closed_on=date(2022, 1, 31))
    assert operations.close_point(**facts, closed_on=day).closed_on == day
    with pytest.raises(regie_errors.PointAlreadyClosed):
        operations.close_point(**facts, closed_on=today())


# --- appointments


def name(team: Team, kind: str, **facts: object) -> Appointment:
    given: dict[str, object] = {
        "by": team.finance.actor, "imprest_id": queries.imprests()[0].pk, "user_id": team.holder.user.pk,
        "kind": kind, "act_reference": "2021-N-9", "starts_on": APPOINTED_ON,
    }  # fmt: skip
    return operations.appoint(**(given | facts))  # type: ignore[arg-type]


def test_who_controls_the_regie_is_not_appointed_nor_who_authorises_to_its_safe(team: Team) -> None:
    point = make_point(team, make_imprest(team))
    accountant, anne = {"user_id": team.accountant.user.pk}, {"user_id": team.anne.user.pk}
    for kind, facts in (
        ("holder", accountant),
        ("agent", {**accountant, "point_id": point.pk}),
        ("substitute", {**anne, "ends_on": date(2021, 10, 14)}),
        ("sub_holder", {**anne, "point_id": point.pk}),
    ):
        with pytest.raises(RolesIncompatible):
            name(team, kind, **facts)
    assert name(team, "agent", **anne, point_id=point.pk)


def test_who_has_proposed_does_not_agree_as_the_accountant(team: Team) -> None:
    by = replace(team.anne.actor, role=ACCOUNTANT)
    proposed = operations.propose_imprest(by=team.anne.actor, name="Régie", terms=make_terms())
    with pytest.raises(SamePersonOnBothSides):
        operations.assent_to_imprest(by=by, imprest_id=proposed.pk, assent_on=ASSENT_ON)
    make_imprest(team)
    made = name(team, "holder", by=team.anne.actor)
    for who in (by, replace(team.holder.actor, role=ACCOUNTANT)):
        with pytest.raises(SamePersonOnBothSides):
            operations.assent_to_appointment(by=who, appointment_id=made.pk, assent_on=ASSENT_ON)


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


def test_one_absence_is_substituted_two_months_at_most_in_all(team: Team) -> None:
    make_imprest(team)
    name(team, "substitute", ends_on=date(2021, 10, 14))
    with pytest.raises(regie_errors.AbsenceTooLong) as refused:
        name(team, "substitute", user_id=team.dado.user.pk, starts_on=date(2021, 10, 15), ends_on=date(2021, 11, 15))
    assert refused.value.facts["latest_on"] == date(2021, 11, 14)
    assert name(team, "substitute", starts_on=date(2021, 10, 15), ends_on=date(2021, 11, 14))
    assert name(team, "substitute", starts_on=date(2021, 11, 16), ends_on=date(2022, 1, 15))


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


def test_an_appointment_does_not_end_behind_what_was_done_under_it(stock: Stock) -> None:
    """A transfer, a receipt, a line of cash: each keeps the power of its day."""
    team, by = stock.team, stock.team.finance.actor
    holder, agent = (queries.appointments().get(kind=kind) for kind in ("holder", "agent"))
    for one, last_on in ((holder, TRANSFERRED_ON), (agent, TRANSFERRED_ON)):
        with pytest.raises(errors.AppointmentUsedLater) as refused:
            operations.end_appointment(by=by, appointment_id=one.pk, ends_on=last_on - timedelta(days=1))
        assert refused.value.facts == {"last_on": last_on}
    CashLine.objects.create(
        scheme_id=team.scheme.pk, imprest=stock.imprest, kind="advance", amount_cents=1, reference="1",
        occurred_on=HANDED_ON, user_id=team.holder.user.pk, actor_label="Rémi",
    )  # fmt: skip
    with pytest.raises(errors.AppointmentUsedLater):
        operations.end_appointment(by=by, appointment_id=holder.pk, ends_on=TRANSFERRED_ON)
    assert operations.end_appointment(by=by, appointment_id=agent.pk, ends_on=TRANSFERRED_ON).ends_on == TRANSFERRED_ON


def test_another_power_of_that_day_lets_an_appointment_end(stock: Stock) -> None:
    team, agent = stock.team, queries.appointments().get(kind="agent")
    appoint(team, stock.imprest, team.dado.user.pk, "agent", point=stock.point)
    ends_on = TRANSFERRED_ON - timedelta(days=1)
    assert operations.end_appointment(by=team.finance.actor, appointment_id=agent.pk, ends_on=ends_on)


def test_who_is_not_appointed_any_more_writes_nothing_of_the_time_when_he_was(stock: Stock) -> None:
    team, day = stock.team, date(2022, 6, 1)
    for one in queries.appointments():
        operations.end_appointment(by=team.finance.actor, appointment_id=one.pk, ends_on=date(2022, 1, 31))
    referral = refer(stock)
    given = {"point_id": stock.point.pk, "numbers": ranks(1, 10), "referral_id": referral.pk, "occurred_on": HANDED_ON}
    moved = {"point_id": stock.point.pk, "numbers": ranks(51, 52), "occurred_on": HANDED_ON}
    with clock.at(day):
        with pytest.raises(regie_errors.PowerEndedSince):
            operations.hand_out(by=team.dado.actor, **given)
        with pytest.raises(regie_errors.PowerEndedSince):
            operations.transfer_to_point(by=team.holder.actor, **moved)
    with clock.at(date(2022, 1, 31)):
        operations.hand_out(by=team.dado.actor, **given)
        operations.transfer_to_point(by=team.holder.actor, **moved)


def test_who_may_hand_out_where_follows_from_appointments(stock: Stock) -> None:
    team = stock.team
    other = make_point(team, stock.imprest, "Maison de Béthune")
    denis = make_person(team.scheme, "Denis Roy", "handout_agent")
    appoint(team, stock.imprest, denis.user.pk, "agent", point=other, ends_on=date(2021, 12, 31))
    day = date(2021, 12, 1)
    assert queries.points_of(team.dado.user.pk, day) == [stock.point]
    assert queries.points_of(team.holder.user.pk, day) == [other, stock.point]
    assert queries.points_of(denis.user.pk, date(2022, 1, 1)) == []
    appoint(team, stock.imprest, denis.user.pk, "agent", point=other, starts_on=day, ends_on=date(2022, 6, 30))
    assert queries.agents_by_point(day) == {stock.point.pk: ["Dado Delattre"], other.pk: ["Denis Roy"]}
    assert queries.imprests_kept_by(team.holder.user.pk, day) == [stock.imprest]
    assert queries.imprests_kept_by(team.dado.user.pk, day) == []
