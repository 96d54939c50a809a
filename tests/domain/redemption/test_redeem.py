from datetime import date, timedelta
from uuid import uuid4

import pytest

from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import NoPassGiven, TooManyAtOnce
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.venues import operations as venues
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.codes import code_of
from quitus.domain.vouchers.errors import LateEntriesStillAllowed
from quitus.domain.vouchers.models import Order, Voucher
from quitus.domain.vouchers.operations import begin_closing, close_order
from quitus.domain.vouchers.rules import number_of
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.passes import ACTIVATED_ON, SERIES
from tests.factories.reception import QUALIFIED_ON, SERVICE, TODAY, Reception, make_active_order, make_venue


def outcome(reception: Reception, **facts: object) -> str:
    (answer,) = reception.take(1, **facts)
    return answer.refusal.code if answer.refusal else "taken"


def test_a_pass_is_taken_by_typing_its_code(reception: Reception) -> None:
    number = reception.pass_number(1)
    (answer,) = reception.take(numbers=(), codes=[f" {code_of(number).lower()} "])
    assert (answer.is_taken, answer.number, answer.turn) == (True, number, 1)
    line = Redemption.objects.get(number=number)
    assert (line.venue, line.organisation, line.service.code) == (reception.venue, reception.structure, SERVICE)
    assert line.recorded_at == answer.recorded_at == TODAY
    assert Voucher.objects.get(pk=number).mark == "redeemed"


def test_several_pass_are_answered_one_by_one_in_the_order_given(reception: Reception) -> None:
    reception.take(2)
    answers = reception.take(3, 2, 1, people_count=3)
    assert [answer.number for answer in answers] == [reception.pass_number(rank) for rank in (3, 2, 1)]
    assert [answer.is_taken for answer in answers] == [True, False, True]
    assert list(Redemption.objects.order_by("number").values_list("people_count", flat=True)) == [3, 1, 3]


def test_the_same_request_gives_the_same_answer(reception: Reception) -> None:
    request = uuid4()
    first = reception.take(1, 2, request=request)
    assert reception.take(2, 1, request=request) == first[::-1]
    assert Redemption.objects.count() == 2
    assert not RedemptionAttempt.objects.exists()


def test_the_same_request_with_other_facts_is_refused(reception: Reception) -> None:
    request = uuid4()
    reception.take(1, request=request)
    yesterday = clock.today() - timedelta(days=1)
    assert outcome(reception, request=request, service_on=yesterday) == "same_request_other_facts"


def test_a_pass_already_used_is_refused_and_says_when_and_hardly_where(reception: Reception) -> None:
    reception.take(1)
    (answer,) = reception.take(1)
    assert answer.refusal is not None
    assert answer.refusal.code == "pass_already_used"
    assert answer.refusal.facts == {**answer.refusal.facts, "service_on": TODAY.date(), "where": "par votre structure"}
    attempt = RedemptionAttempt.objects.get()
    assert (attempt.outcome, attempt.number) == ("pass_already_used", reception.pass_number(1))


@pytest.mark.parametrize("code", ["ABCDE-FGHJK-MNPQ", "trop court", "11111111111111"])
def test_a_code_of_no_pass_is_refused_and_leaves_only_a_hash(reception: Reception, code: str) -> None:
    (answer,) = reception.take(numbers=(), codes=[code])
    assert answer.refusal is not None
    assert (answer.refusal.code, answer.number) == ("pass_unknown", None)
    attempt = RedemptionAttempt.objects.get()
    assert attempt.number is None
    assert len(bytes(attempt.code_given_hash)) == 32


def test_a_code_of_no_pass_disturbs_no_neighbour(reception: Reception) -> None:
    good = code_of(reception.pass_number(1))
    answers = reception.take(numbers=(), codes=["rien", good, good])
    assert [answer.refusal and answer.refusal.code for answer in answers] == ["pass_unknown", None, "pass_typed_twice"]


def test_a_number_of_no_pass_is_answered_like_a_code_of_none(reception: Reception) -> None:
    assert reception.take(101)[0].refusal.code == "pass_unknown"  # type: ignore[union-attr]


def test_wrong_codes_are_counted_and_stop_for_ten_minutes(reception: Reception) -> None:
    for _ in range(rules.WRONG_CODES_MOST // 2):
        reception.take(numbers=(), codes=["rien", "toujours rien"])
    good = code_of(reception.pass_number(1))
    answers = reception.take(numbers=(), codes=["rien", good])
    assert [answer.refusal and answer.refusal.code for answer in answers] == ["too_many_wrong_codes"] * 2
    with clock.at(TODAY + rules.WRONG_CODES_WITHIN + timedelta(seconds=1)):
        assert outcome(reception) == "taken"


def test_wrong_codes_of_one_request_are_counted_in_it(reception: Reception) -> None:
    first, last = code_of(reception.pass_number(1)), code_of(reception.pass_number(2))
    wrong = [f"rien {rank}" for rank in range(rules.WRONG_CODES_MOST + 2)]
    answers = reception.take(numbers=(), codes=[first, *wrong, last])
    outcomes = [answer.refusal and answer.refusal.code for answer in answers]
    unknown, too_many = ["pass_unknown"] * rules.WRONG_CODES_MOST, ["too_many_wrong_codes"] * 3
    assert outcomes == [None, *unknown, *too_many]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"mark": "blocked", "marked_on": TODAY}, "pass_blocked"),
        ({"mark": "cancelled", "marked_on": TODAY}, "pass_cancelled"),
    ],
)
def test_a_marked_pass_is_refused(reception: Reception, change: dict[str, object], expected: str) -> None:
    Voucher.objects.filter(number=reception.pass_number(1)).update(**change)
    assert outcome(reception) == expected


def test_a_pass_is_refused_for_a_service_before_activation(reception: Reception) -> None:
    Order.objects.update(activated_on=clock.today())
    yesterday = clock.today() - timedelta(days=1)
    assert outcome(reception, service_on=yesterday) == "pass_inactive"
    assert outcome(reception) == "taken"


def test_a_pass_is_taken_until_the_end_of_its_tolerance_and_recorded_later(reception: Reception) -> None:
    last = reception.order.usable_until
    assert last == date(2024, 1, 31)
    with clock.at(last + timedelta(days=20)):
        assert outcome(reception, service_on=last + timedelta(days=1)) == "pass_expired"
        assert outcome(reception, service_on=last) == "taken"


def test_stopping_distribution_does_not_stop_venues(reception: Reception) -> None:
    Order.objects.update(blocked_from=clock.today() - timedelta(days=10))
    assert outcome(reception) == "taken"


def test_a_pass_is_taken_only_while_the_structure_is_qualified_on_the_service_date(reception: Reception) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    anne, structure = reception.team.anne.actor, reception.structure.pk
    venues.suspend(by=anne, organisation_id=structure, effective_on=tomorrow, reason="Contrôle.")
    assert outcome(reception) == "taken"
    with clock.at(tomorrow):
        (answer,) = reception.take(2)
        assert answer.refusal is not None
        assert answer.refusal.code == "venue_not_qualified"
        (late,) = reception.take(2, service_on=tomorrow - timedelta(days=1))
        assert late.is_taken
    with clock.at(QUALIFIED_ON):
        (early,) = reception.take(3, service_on=QUALIFIED_ON - timedelta(days=1))
        assert early.refusal is not None
        assert early.refusal.code == "venue_not_qualified"
    assert ACTIVATED_ON < QUALIFIED_ON


def test_a_service_the_venue_does_not_offer_is_refused(reception: Reception) -> None:
    assert outcome(reception, service_code="loisirs") == "service_not_offered"
    assert outcome(reception, service_code="poterie") == "service_not_offered"


def test_a_pass_pays_only_the_services_of_its_order(reception: Reception) -> None:
    Order.objects.update(service_codes=["emploi", "securite"])
    assert outcome(reception) == "service_not_covered"
    assert RedemptionAttempt.objects.get().outcome == "service_not_covered"
    Order.objects.update(service_codes=["emploi", SERVICE])
    assert outcome(reception) == "taken"


@pytest.mark.parametrize(
    ("territory", "expected"),
    [(["59"], "venue_outside_territory"), (["59", "62"], "taken"), (["62300"], "venue_outside_territory")],
)
def test_a_pass_is_taken_only_in_the_territory_of_its_order(
    reception: Reception, territory: list[str], expected: str
) -> None:
    Order.objects.update(territory=territory)
    assert outcome(reception) == expected


def test_each_pass_of_one_request_obeys_its_own_order(reception: Reception) -> None:
    make_active_order(reception.team, number="2021-02", series=SERIES + 1)
    Order.objects.filter(number="2021-02").update(service_codes=["emploi"])
    answers = reception.take(numbers=[reception.pass_number(1), number_of(SERIES + 1, 1)])
    assert [answer.refusal.code if answer.refusal else "taken" for answer in answers] == [
        "taken",
        "service_not_covered",
    ]


def test_a_service_of_tomorrow_or_too_far_back_is_refused(reception: Reception) -> None:
    today = clock.today()
    assert outcome(reception, service_on=today + timedelta(days=1)) == "service_date_in_the_future"
    oldest = rules.earliest_service(today, 60)
    (late,) = reception.take(1, service_on=oldest - timedelta(days=1))
    assert late.refusal is not None
    assert (late.refusal.code, late.refusal.facts["days"]) == ("service_date_too_old", 60)
    assert late.refusal.facts["earliest_on"] == oldest == today - timedelta(days=60)
    assert outcome(reception, service_on=oldest) == "taken"


def test_how_late_a_service_is_recorded_is_said_by_the_order_of_each_pass(reception: Reception) -> None:
    other = make_active_order(reception.team, number="2021-02", series=SERIES + 1)
    Order.objects.filter(pk=other.pk).update(late_entry_days=7)
    week_ago = clock.today() - timedelta(days=7)

    def said(on: date) -> list[str]:
        numbers = [reception.pass_number(1), number_of(SERIES + 1, 1)]
        answers = reception.take(numbers=numbers, service_on=on)
        return [answer.refusal.code if answer.refusal else "taken" for answer in answers]

    assert said(week_ago - timedelta(days=1)) == ["taken", "service_date_too_old"]
    assert said(week_ago) == ["pass_already_used", "taken"]


def test_an_order_is_closed_only_when_a_service_of_its_last_day_can_be_recorded_no_more(reception: Reception) -> None:
    order, anne = reception.order, reception.team.anne.actor
    closable_on = vouchers.closable_on(order)
    with clock.at(order.usable_until + timedelta(days=1)):
        begin_closing(by=anne, order_id=order.pk, closing_on=clock.today())
    with clock.at(closable_on - timedelta(days=1)):
        with pytest.raises(LateEntriesStillAllowed):
            close_order(by=anne, order_id=order.pk, closed_on=clock.today())
        assert outcome(reception, service_on=order.usable_until) == "taken"
    with clock.at(closable_on):
        (late,) = reception.take(2, service_on=order.usable_until)
        assert late.refusal is not None
        assert late.refusal.code == "service_date_too_old"
        assert close_order(by=anne, order_id=order.pk, closed_on=clock.today()).state == "closed"


def test_nobody_takes_pass_at_a_venue_where_he_does_not_work(reception: Reception) -> None:
    elsewhere = make_venue(reception.team, reception.structure, "Bus numérique")
    assert outcome(reception, venue_id=elsewhere.pk) == "not_at_this_venue"
    assert outcome(reception, venue_id=0) == "not_at_this_venue"


def test_only_a_mediator_takes_pass(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        reception.take(1, by=reception.team.dado.actor)


def test_a_request_takes_from_one_to_two_hundred_pass(reception: Reception) -> None:
    with pytest.raises(NoPassGiven):
        reception.take()
    with pytest.raises(TooManyAtOnce):
        reception.take(numbers=list(range(rules.MOST_AT_ONCE + 1)))
