from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from quitus.domain.grants.models import Service
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.redemption.operations import Reported, Told, look_at_reported, take_reported
from quitus.domain.venues import operations as venues
from quitus.domain.vouchers.models import Order, Voucher
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.passes import ACTIVATED_ON
from tests.factories.reception import QUALIFIED_ON, SERVICE, TODAY, Reception


def use(reception: Reception, rank: int, **facts: object) -> Reported:
    given: dict[str, object] = {
        "request": uuid4(),
        "number": reception.pass_number(rank),
        "venue_id": reception.venue.pk,
        "service_id": Service.objects.get(code=SERVICE).pk,
        "service_on": TODAY.date(),
        "entered_on": facts.get("service_on", TODAY.date()),
        "operator_id": reception.team.operator.pk,
    }
    return Reported(**(given | facts))  # type: ignore[arg-type]


def take(reception: Reception, *uses: Reported) -> list[Told]:
    told = take_reported(by=reception.team.anne.actor, uses=uses)
    return [told[one.number] for one in uses]


def outcome(reception: Reception, **facts: object) -> str:
    return take(reception, use(reception, 1, **facts))[0].outcome


def test_a_use_reported_is_recorded_in_the_name_of_who_imports_it(reception: Reception) -> None:
    one = use(reception, 1, service_on=date(2023, 4, 3))
    (told,) = take(reception, one)
    assert (told.outcome, told.turn) == ("taken", 1)
    line = Redemption.objects.get(number=one.number)
    assert (line.venue, line.organisation, line.service_on) == (
        reception.venue,
        reception.structure,
        date(2023, 4, 3),
    )
    assert (line.user, line.request) == (reception.team.anne.user, one.request)
    assert Voucher.objects.get(pk=one.number).mark == "redeemed"


def test_the_same_line_reported_again_happens_once(reception: Reception) -> None:
    one = use(reception, 1)
    assert [told.outcome for told in take(reception, one) + take(reception, one)] == ["taken", "again"]
    assert Redemption.objects.count() == 1
    assert not RedemptionAttempt.objects.exists()


def test_the_same_line_with_another_day_is_refused(reception: Reception) -> None:
    request = uuid4()
    take(reception, use(reception, 1, request=request))
    assert outcome(reception, request=request, service_on=date(2023, 5, 1)) == "same_request_other_facts"


def test_a_pass_used_twice_with_the_operator_counts_once_and_says_when(reception: Reception) -> None:
    take(reception, use(reception, 1, service_on=date(2023, 4, 3)))
    (told,) = take(reception, use(reception, 1))
    assert (told.outcome, told.used_on) == ("pass_already_used", date(2023, 4, 3))
    assert RedemptionAttempt.objects.get().outcome == "pass_already_used"


def test_looking_writes_nothing_and_says_what_taking_would(reception: Reception) -> None:
    reception.take(1)
    uses = [use(reception, 1), use(reception, 2), use(reception, 3, service_on=ACTIVATED_ON - timedelta(days=1))]
    looked = {number: told.outcome for number, told in look_at_reported(uses).items()}
    assert Redemption.objects.count() == 1
    assert not RedemptionAttempt.objects.exists()
    taken = take_reported(by=reception.team.anne.actor, uses=uses)
    assert looked == {number: told.outcome for number, told in taken.items()}


def test_the_venue_was_qualified_on_the_day_of_the_service(reception: Reception) -> None:
    before = QUALIFIED_ON - timedelta(days=1)
    assert outcome(reception, service_on=before, entered_on=before) == "venue_not_qualified"
    tomorrow = TODAY.date() + timedelta(days=1)
    venues.suspend(
        by=reception.team.anne.actor, organisation_id=reception.structure.pk, effective_on=tomorrow, reason="Essai"
    )
    assert outcome(reception, service_on=tomorrow) == "venue_not_qualified"
    assert outcome(reception) == "taken"


@pytest.mark.parametrize(
    ("mark", "expected"), [("blocked", "pass_blocked"), ("cancelled", "pass_cancelled"), ("", "pass_unknown")]
)
def test_a_pass_that_cannot_be_used_is_refused(reception: Reception, mark: str, expected: str) -> None:
    if mark:
        Voucher.objects.filter(number=reception.pass_number(1)).update(mark=mark, marked_on=TODAY)
        assert outcome(reception) == expected
    else:
        assert outcome(reception, number=reception.pass_number(101)) == expected


def test_a_service_the_venue_does_not_offer_is_refused(reception: Reception) -> None:
    other = Service.objects.exclude(code=SERVICE).first()
    assert other is not None
    assert outcome(reception, service_id=other.pk) == "service_not_offered"


def test_validity_is_that_of_the_day_of_the_service(reception: Reception) -> None:
    Order.objects.update(activated_on=date(2022, 1, 10))
    assert outcome(reception, service_on=date(2022, 1, 9)) == "pass_inactive"
    Order.objects.update(valid_until=date(2023, 3, 1), usable_until=date(2023, 4, 1))
    assert outcome(reception, service_on=date(2023, 4, 2)) == "pass_expired"
    assert outcome(reception, service_on=date(2023, 4, 1)) == "taken"


def test_the_delay_of_late_entry_runs_to_the_day_the_venue_recorded_it_not_to_the_import(reception: Reception) -> None:
    old = date(2022, 6, 1)
    late = old + timedelta(days=reception.order.late_entry_days)
    assert outcome(reception, service_on=old, entered_on=late + timedelta(days=1)) == "service_date_too_old"
    with clock.at(TODAY):
        assert outcome(reception, service_on=old, entered_on=late) == "taken"


def test_many_uses_of_many_days_are_told_one_by_one(reception: Reception) -> None:
    uses = [use(reception, rank, service_on=date(2023, 1, rank)) for rank in range(1, 21)]
    uses.append(use(reception, 200))
    told = take(reception, *uses)
    assert [one.outcome for one in told] == ["taken"] * 20 + ["pass_unknown"]
    assert Redemption.objects.values("service_on").distinct().count() == 20


def test_only_the_manager_reports_for_an_operator(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        take_reported(by=reception.lina.actor, uses=[use(reception, 1)])
    assert UUID(int=0) not in set(Redemption.objects.values_list("request", flat=True))


def test_what_an_order_does_not_cover_is_refused_as_in_a_venue(reception: Reception) -> None:
    Order.objects.update(service_codes=["emploi"])
    assert outcome(reception) == "service_not_covered"
    Order.objects.update(service_codes=[], territory=["59"])
    assert outcome(reception) == "venue_outside_territory"
    Order.objects.update(territory=["62"])
    assert outcome(reception) == "taken"
