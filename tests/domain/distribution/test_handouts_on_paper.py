"""An agent hands out on a slip that he and the person sign by hand; another enters it with its scan."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import errors, operations, queries, slip_errors, states
from quitus.domain.distribution.models import Appointment, Handout
from quitus.domain.documents.errors import OwnSignatureOnPaper
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.clock import at as living
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases.handout import hand_out_on_paper
from quitus.usecases.life_of_pass import life_of
from quitus.usecases.verify import handouts, safes
from tests.factories.people import Person, make_person
from tests.factories.stock import HANDED_ON, SOMEBODY, Stock, appoint, make_point, ranks, refer

PAPER = OnPaper("Dado Sow (exemple)", "bon.pdf", "a" * 64, "application/pdf", 1200)
LATER = HANDED_ON + timedelta(days=10)
SCAN = {"file_name": "bon.pdf", "content": b"%PDF-1.7 x"}


@pytest.fixture(autouse=True)
def _day(stock: Stock) -> Iterator[None]:
    with living(LATER):
        yield


def enter(stock: Stock, by: Person, **facts: object) -> Handout:
    """Somebody enters what Dado gave by hand, to a person just referred unless a referral is given."""
    given: dict[str, object] = {
        "by": by.actor,
        "point_id": stock.point.pk,
        "numbers": ranks(1, 10),
        "occurred_on": HANDED_ON,
        "agent_id": stock.team.dado.user.pk,
        "paper": PAPER,
    }
    if "referral_id" not in facts:
        given["referral_id"] = refer(stock).pk
    return operations.hand_out(**(given | facts))  # type: ignore[arg-type]


def faults() -> list[object]:
    """What the checks of hand-outs and of who moved a stock find in the whole database."""
    found: list[object] = []
    with connection.cursor() as cursor:
        for check in [*handouts.CHECKS, *safes.CHECKS[:2]]:
            cursor.execute(check.sql)
            found += cursor.fetchall()
    return found


def end_agent(stock: Stock, ends_on: date) -> None:
    """Dado's appointment ends."""
    named = Appointment.objects.get(user_id=stock.team.dado.user.pk)
    operations.end_appointment(by=stock.team.finance.actor, appointment_id=named.pk, ends_on=ends_on)


def test_who_gave_is_the_agent_and_who_entered_it_stands_beside_with_the_scan(stock: Stock) -> None:
    team, referral = stock.team, refer(stock)
    made = enter(stock, team.holder, referral_id=referral.pk)
    slip = made.slip
    assert (made.agent, made.occurred_on) == (team.dado.user, HANDED_ON)
    assert (slip.handed_by, slip.handed_on_paper, slip.received_on_paper) == (PAPER.signed_by, True, True)
    assert slip.received_by == made.beneficiary.reference
    paper = SignedPaper.objects.get(subject_kind="slip", subject_id=slip.pk)
    assert (paper.signed_by, paper.verb, paper.entered_by) == (PAPER.signed_by, "hand_out", team.holder.actor.label)
    line = audit.thread("referral", referral.pk)[-1]
    assert (line.actor_label, line.data["agent"]) == (team.holder.actor.label, PAPER.signed_by)
    assert "saisis d'après le bon signé" in line.summary
    life = life_of(made.first, "manager")
    assert life is not None
    told = next(one for one in life.events if "d'après le bon signé" in one.sentence)
    assert (told.who, told.facts["agent"]) == (team.holder.actor.label, PAPER.signed_by)
    assert faults() == []


def test_who_may_enter_it_is_the_other_side_with_a_right_of_today(stock: Stock) -> None:
    team = stock.team
    colleague, elsewhere = (make_person(team.scheme, name, "handout_agent") for name in ("Sam Exemple", "Loé Exemple"))
    appoint(team, stock.imprest, colleague.user.pk, "agent", point=stock.point, starts_on=LATER)
    other = make_point(team, stock.imprest, "Maison de Béthune")
    appoint(team, stock.imprest, elsewhere.user.pk, "agent", point=other)
    for by, first in ((team.holder, 1), (team.anne, 3), (team.finance, 5), (colleague, 7)):
        enter(stock, by, numbers=ranks(first, first + 1))
    for by in (team.prescriber, team.accountant):
        with pytest.raises(NotYourRole):
            enter(stock, by, numbers=ranks(11, 12))
    with pytest.raises(errors.NoMandateToHandOut):
        enter(stock, elsewhere, numbers=ranks(11, 12))
    with pytest.raises(OwnSignatureOnPaper):
        enter(stock, team.dado, numbers=ranks(11, 12))
    assert faults() == []


def test_who_signed_it_was_appointed_there_that_day_and_not_more(stock: Stock) -> None:
    team = stock.team
    end_agent(stock, HANDED_ON)
    with pytest.raises(slip_errors.NobodyAnsweredThere):
        enter(stock, team.anne, occurred_on=date(2021, 9, 10))
    for facts in ({"occurred_on": HANDED_ON + timedelta(days=1)}, {"agent_id": team.prescriber.user.pk}):
        with pytest.raises(slip_errors.NotAppointedThere):
            enter(stock, team.anne, **facts)
    enter(stock, team.anne)
    assert faults() == [], "dismissed since, he was appointed on the day of the fact"


def test_an_appointment_does_not_end_behind_a_hand_out_entered_from_paper(stock: Stock) -> None:
    enter(stock, stock.team.holder)
    with pytest.raises(errors.AppointmentUsedLater):
        end_agent(stock, HANDED_ON - timedelta(days=1))
    end_agent(stock, HANDED_ON)
    assert faults() == []


def test_all_that_is_refused_of_a_hand_out_is_refused_on_paper(stock: Stock) -> None:
    by, made = stock.team.holder, refer(stock)
    wrong: list[tuple[type[Refusal], dict[str, object]]] = [
        (errors.NotInThatCustody, {"numbers": ranks(51, 60)}),
        (errors.ReferralLater, {"occurred_on": HANDED_ON - timedelta(days=1)}),
        (errors.NotTargetPublic, {"referral_id": refer(stock, publics=["nobody"]).pk}),
        (errors.NoMandateOverTheDrawer, {"drawer_id": stock.imprest.safe.pk}),
    ]
    for refusal, facts in wrong:
        with pytest.raises(refusal), transaction.atomic():
            enter(stock, by, **({"referral_id": made.pk} | facts))
    with pytest.raises(ValueError, match="names who signed"):
        enter(stock, by, agent_id=None)
    assert Handout.objects.count() == 0


def test_it_comes_out_of_the_drawer_of_who_signed_where_the_pass_were_there(stock: Stock) -> None:
    team = stock.team
    operations.leave_in_drawer(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    facts = {"by": team.holder.actor, "point_id": stock.point.pk, "agent_id": team.dado.user.pk, **SCAN}
    made = [
        hand_out_on_paper(numbers=numbers, occurred_on=HANDED_ON, person=SOMEBODY, **facts)  # type: ignore[arg-type]
        for numbers in (ranks(41, 42), [ranks(1, 3)])
    ]
    assert [one.slip.from_holder.kind for one in made] == [states.DRAWER, states.POINT]
    assert faults() == []


def test_the_authorising_side_enters_no_name_and_a_fiche_is_named_by_its_number(stock: Stock) -> None:
    team, referral = stock.team, refer(stock)
    facts = {"point_id": stock.point.pk, "agent_id": team.dado.user.pk, "numbers": ranks(1, 2), **SCAN}
    facts |= {"by": team.anne.actor, "occurred_on": HANDED_ON}
    with pytest.raises(NotYourRole), transaction.atomic():
        hand_out_on_paper(person=SOMEBODY, **facts)  # type: ignore[arg-type]
    with pytest.raises(slip_errors.ReferralUnknown):
        hand_out_on_paper(referral_number="F2021-9999", **facts)  # type: ignore[arg-type]
    typed = f" {referral.number.lower()} "
    made = hand_out_on_paper(referral_number=typed, **facts)  # type: ignore[arg-type]
    assert (made.referral, made.slip.handed_by) == (referral, team.dado.user.full_name)


def test_it_is_corrected_on_the_day_on_which_it_was_entered(stock: Stock) -> None:
    referral = refer(stock)
    made = enter(stock, stock.team.anne, referral_id=referral.pk)
    operations.reverse_handout(by=stock.team.holder.actor, handout_id=made.pk, reason="Mauvais carnet")
    referral.refresh_from_db()
    assert (referral.state, queries.handed_out_count()) == (states.OPEN, 0)
    enter(stock, stock.team.anne, referral_id=referral.pk, numbers=ranks(11, 20))
    assert faults() == []
