"""Pass asked of the accountant: once at a time, below the ceiling, answered by the supply that comes."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import errors, operations, queries, request_errors, slip_errors
from quitus.domain.distribution.models import SupplyRequest
from quitus.domain.documents import queries as documents
from quitus.domain.documents.signed import OnPaper
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.domain.distribution.test_mandates import LAST, make_body, name, propose, sign
from tests.factories.passes import Team, make_order
from tests.factories.people import make_person
from tests.factories.stock import HANDED_ON, Stock, make_imprest, ranks, received

PAPER = OnPaper("Hélène Petit", "demande.pdf", "0" * 64, "application/pdf", 100)


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with clock.at(HANDED_ON):
        yield


def ask(stock: Stock, **facts: object) -> SupplyRequest:
    """The imprest holder asks for ten pass."""
    said: dict[str, object] = {
        "by": stock.team.holder.actor, "holder_id": stock.imprest.safe.pk, "pass_count": 10, "requested_on": HANDED_ON,
    }  # fmt: skip
    return operations.request_supply(**(said | facts))  # type: ignore[arg-type]


def supply(stock: Stock, first: int, last: int, on: date = HANDED_ON) -> int:
    return operations.supply_safe(
        by=stock.team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(first, last), occurred_on=on
    ).pk


def test_a_supply_answers_the_request_that_waits_whatever_it_brings(stock: Stock) -> None:
    made = ask(stock, reason=" Décembre ")
    assert (made.state, made.reason, made.asked_by) == ("waiting", "Décembre", stock.imprest.name)
    assert queries.requests_waiting() == [made]
    supply(stock, 81, 83, HANDED_ON - timedelta(days=1))
    assert queries.supply_request(made.pk).state == "waiting", "given before it was asked"
    slip = supply(stock, 84, 85)
    answered = queries.supply_request(made.pk)
    assert (answered.state, answered.slip_id, answered.answered_on) == ("supplied", slip, HANDED_ON)
    assert queries.requests_waiting() == []
    told = [line.verb for line in audit.thread("imprest", stock.imprest.pk)]
    assert {"request_supply", "answer_request"} <= set(told)
    supply(stock, 86, 86)
    assert queries.supply_request(made.pk).slip_id == slip


def test_a_refusal_that_the_accountant_signed_is_entered_by_the_authorising_side(stock: Stock) -> None:
    team, made = stock.team, ask(stock)
    decline = {"request_id": made.pk, "declined_on": HANDED_ON, "reason": "Caisse fermée", "paper": PAPER}
    for by in (team.holder, team.dado):
        with pytest.raises(NotYourRole):
            operations.decline_request(by=by.actor, **decline)
    with pytest.raises(NotYourRole):
        operations.decline_request(by=team.anne.actor, **(decline | {"paper": None}))
    declined = operations.decline_request(by=team.anne.actor, **decline)
    (kept,) = documents.signed_papers("imprest", stock.imprest.pk)
    assert (declined.state, declined.declined_by, declined.declined_paper) == ("declined", "Hélène Petit", kept)
    assert (kept.verb, kept.signed_by, kept.entered_by) == ("decline_request", "Hélène Petit", "Anne Lefèvre")


def test_one_request_waits_at_a_time_until_it_is_withdrawn_or_declined(stock: Stock) -> None:
    team, made = stock.team, ask(stock)
    with pytest.raises(request_errors.RequestAlreadyWaiting):
        ask(stock)
    operations.withdraw_request(by=team.holder.actor, request_id=made.pk, withdrawn_on=HANDED_ON)
    again = ask(stock)
    decline = {"by": team.accountant.actor, "declined_on": HANDED_ON}
    with pytest.raises(request_errors.RequestDeclinedWithoutReason):
        operations.decline_request(**decline, request_id=again.pk, reason=" ")
    declined = operations.decline_request(**decline, request_id=again.pk, reason="Aucun pass en caisse")
    assert (declined.state, declined.answered_on) == ("declined", HANDED_ON)
    for closed in (made, again):
        with pytest.raises(request_errors.RequestAlreadyAnswered):
            operations.decline_request(**decline, request_id=closed.pk, reason="Non")
        with pytest.raises(request_errors.RequestAlreadyAnswered):
            operations.withdraw_request(by=team.holder.actor, request_id=closed.pk, withdrawn_on=HANDED_ON)
    assert [one.state for one in queries.supply_requests(imprest_id=stock.imprest.pk)] == ["declined", "withdrawn"]


def test_an_answer_does_not_come_before_its_request(stock: Stock) -> None:
    made, before = ask(stock), HANDED_ON - timedelta(days=1)
    with pytest.raises(request_errors.AnsweredBeforeAsked):
        operations.withdraw_request(by=stock.team.holder.actor, request_id=made.pk, withdrawn_on=before)
    with pytest.raises(request_errors.AnsweredBeforeAsked):
        operations.decline_request(by=stock.team.accountant.actor, request_id=made.pk, declined_on=before, reason="Non")


def test_nobody_asks_for_more_than_the_act_lets_hold(stock: Stock) -> None:
    held = queries.held_by_imprest(stock.imprest.pk)
    room = (queries.ceiling_on(stock.imprest.pk, HANDED_ON) - held.value_cents) // stock.order.face_value_cents
    with pytest.raises(request_errors.RequestBeyondCeiling) as refused:
        ask(stock, pass_count=room + 1)
    assert refused.value.facts["most"] == room
    with pytest.raises(request_errors.RequestOfNothing):
        ask(stock, pass_count=0)
    assert ask(stock, pass_count=room).pass_count == room


def test_who_keeps_the_safe_asks_and_the_accountant_answers(stock: Stock, subtests: pytest.Subtests) -> None:
    team = stock.team
    substitute = make_person(team.scheme, "Rémi Blanc", "imprest_holder")
    refusals: list[tuple[type[Exception], Callable[[], object]]] = [
        (NotYourRole, lambda: ask(stock, by=team.dado.actor)),
        (NotYourRole, lambda: ask(stock, holder_id=stock.point.holder.pk)),
        (errors.NoMandateOverTheSafe, lambda: ask(stock, by=substitute.actor)),
        (DateInTheFuture, lambda: ask(stock, requested_on=HANDED_ON + timedelta(days=1))),
        (slip_errors.NobodyAnsweredThere, lambda: ask(stock, by=team.anne.actor, holder_id=make_imprest(team).safe.pk,
                                                      paper=PAPER)),
    ]  # fmt: skip
    made = ask(stock)
    refusals += [
        (NotYourRole, lambda: operations.decline_request(
            by=team.holder.actor, request_id=made.pk, declined_on=HANDED_ON, reason="Non")),
        (NotYourRole, lambda: operations.withdraw_request(
            by=team.accountant.actor, request_id=made.pk, withdrawn_on=HANDED_ON)),
        (errors.NoMandateOverTheSafe, lambda: operations.withdraw_request(
            by=substitute.actor, request_id=made.pk, withdrawn_on=HANDED_ON)),
    ]  # fmt: skip
    for (refusal, refused), rank in zip(refusals, count(), strict=False):
        with subtests.test(f"{rank} {refusal.__name__}"), pytest.raises(refusal):
            refused()


def test_a_request_signed_on_paper_is_entered_with_its_scan(stock: Stock) -> None:
    made = ask(stock, by=stock.team.anne.actor, paper=PAPER)
    assert (made.actor_label, made.user_id) == ("Hélène Petit", None)
    (kept,) = documents.signed_papers("imprest", stock.imprest.pk).filter(verb="request_supply")
    assert kept.signed_on == HANDED_ON


def test_a_mandated_body_asks_under_its_convention(team: Team) -> None:
    with clock.at(LAST):
        mandate = sign(team, propose(team, make_body()))
        mona = make_person(team.scheme, "Mona Leroy", "handout_agent", mandate.body)
        asked = {"by": mona.actor, "holder_id": mandate.stock.pk, "requested_on": HANDED_ON}
        with pytest.raises(errors.NoMandateOverTheBody):
            operations.request_supply(**asked, pass_count=50)
        name(team, mandate, mona)
        make_order(team)
        with pytest.raises(request_errors.RequestBeyondCeiling):
            operations.request_supply(**asked, pass_count=51)
        made = operations.request_supply(**asked, pass_count=50)
        slip = operations.supply_body(
            by=team.accountant.actor, mandate_id=mandate.pk, numbers=ranks(1, 20), occurred_on=HANDED_ON
        )
        assert queries.supply_request(made.pk).slip == slip
        received(mona, slip)


def test_what_is_closed_asks_no_more(team: Team, stock: Stock) -> None:
    other = make_imprest(team)
    made = SupplyRequest.objects.create(
        scheme_id=team.scheme.pk, imprest=other, pass_count=1, requested_on=HANDED_ON, actor_label="Hélène Petit"
    )
    operations.close_imprest(by=team.finance.actor, imprest_id=other.pk, closed_on=today(), closing_reference="1")
    assert queries.supply_request(made.pk).state == "withdrawn"
    mandate = sign(team, propose(team, make_body()))
    asked = SupplyRequest.objects.create(
        scheme_id=team.scheme.pk, mandate=mandate, pass_count=1, requested_on=HANDED_ON, actor_label="Mona Leroy"
    )
    operations.close_mandate(by=team.anne.actor, mandate_id=mandate.pk, closed_on=today())
    assert queries.supply_request(asked.pk).state == "withdrawn"


def test_a_request_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    which = SupplyRequest.objects.filter(pk=ask(stock).pk)
    before = HANDED_ON - timedelta(days=1)
    for promise, changes in (
        ("supply_is_asked_by_a_regie_or_by_a_mandated_body", {"imprest": None}),
        ("supply_request_asks_for_pass", {"pass_count": 0}),
        ("supply_request_is_declined_for_a_reason", {"declined_on": HANDED_ON, "declined_by": "X"}),
        (
            "supply_request_is_declined_for_a_reason",
            {"declined_on": before, "declined_reason": "Non", "declined_by": "X"},
        ),
        ("supply_request_is_declined_by_somebody", {"declined_on": HANDED_ON, "declined_reason": "Non"}),
        ("supply_request_is_declined_by_somebody", {"declined_by": "X"}),
        ("supply_request_is_withdrawn_after_it_was_made", {"withdrawn_on": before}),
        (
            "supply_request_is_answered_once",
            {"withdrawn_on": HANDED_ON, "declined_on": HANDED_ON, "declined_reason": "Non", "declined_by": "X"},
        ),
    ):
        with subtests.test(promise), pytest.raises(IntegrityError, match=promise), transaction.atomic():
            which.update(**changes)
    for promise, of in (
        ("a_regie_waits_for_one_supply_at_a_time", {"imprest": stock.imprest}),
        ("a_mandated_body_waits_for_one_supply_at_a_time", {"mandate": propose(stock.team, make_body())}),
    ):
        twice = [
            SupplyRequest(scheme_id=stock.team.scheme.pk, pass_count=1, requested_on=HANDED_ON, actor_label="X", **of)
            for _each in range(2)
        ]
        with subtests.test(promise), pytest.raises(IntegrityError, match=promise), transaction.atomic():
            SupplyRequest.objects.bulk_create(twice)


def test_an_answered_request_changes_no_more(stock: Stock) -> None:
    made = ask(stock)
    operations.withdraw_request(by=stock.team.holder.actor, request_id=made.pk, withdrawn_on=HANDED_ON)
    which = SupplyRequest.objects.filter(pk=made.pk)
    for change in (lambda: which.update(pass_count=99), which.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
