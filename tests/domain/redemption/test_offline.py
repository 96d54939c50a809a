import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.audit.operations import record
from quitus.domain.redemption import conflict_rules
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.terminals import operations as terminals
from quitus.domain.terminals import queries, rules
from quitus.domain.terminals.models import OfflineLine, OfflineTold, Terminal
from quitus.domain.terminals.queries import DeviceTerms
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import ServiceOffer, Staff
from quitus.domain.vouchers.codes import code_of
from quitus.domain.vouchers.models import MarkChange, Order, Voucher
from quitus.kernel import clock
from quitus.kernel.money import Cents
from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception, make_active_order, make_mediator, make_venue

HOUR = timedelta(hours=1)


def test_what_a_device_took_is_recorded_with_its_own_instant(reception: Reception, device: Device) -> None:
    taken_at = clock.now() - timedelta(minutes=20)
    device.take(reception.pass_number(1), at=taken_at, minutes=90, theme="Impôts")
    receipt = device.send()
    (line,) = receipt.lines
    assert (line.verdict, line.outcome, line.turn, receipt.acknowledged_n) == ("recorded", "taken", 1, 1)
    use = Redemption.objects.get()
    assert (use.door, use.terminal_id, use.taken_at, use.minutes) == ("device", device.pk, taken_at, 90)
    terminal = Terminal.objects.get()
    assert (terminal.last_taken_at, terminal.acknowledged_head) == (taken_at, device.head)


def test_a_typed_code_is_looked_at_when_it_arrives_and_is_never_kept(reception: Reception, device: Device) -> None:
    code = code_of(reception.pass_number(1))
    device.take(0, 0, code=code, number=None)
    device.lines[1] = device.lines[1].replace(code, "ABCDEFGHJKMNPX")
    first, second = device.send().lines
    assert (first.verdict, first.number) == ("recorded", reception.pass_number(1))
    assert (second.verdict, second.outcome, second.number) == ("refused", "pass_unknown", None)
    assert not OfflineLine.objects.filter(text__contains=code).exists()


def test_the_same_batch_gives_the_same_answer_and_nothing_more_happens(reception: Reception, device: Device) -> None:
    device.take(*map(reception.pass_number, (1, 2, 1)))
    batch = device.batch()
    first = device.send(**batch)
    again = device.send(**batch)
    assert [line.pk for line in again.lines] == [line.pk for line in first.lines]
    assert (Redemption.objects.count(), OfflineLine.objects.count(), OfflineTold.objects.count()) == (2, 3, 1)


def test_lines_received_before_may_come_again_in_a_longer_batch(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1))
    old, before = list(device.lines), device.head
    device.send()
    device.take(reception.pass_number(2))
    receipt = device.send(**device.batch([*old, *device.lines], before))
    assert [(line.n, line.outcome) for line in receipt.lines] == [(1, "taken"), (2, "taken")]
    assert Redemption.objects.count() == 2


def forged(device: Device) -> dict[str, object]:
    batch = device.batch()
    return batch | {"texts": [text.replace("Impôts", "Autres") for text in device.lines]}


Wrong = Callable[[Device], dict[str, object]]
WRONG: dict[str, tuple[str, Wrong]] = {
    "another signature": ("batch_not_signed", lambda device: {"signature": "AAAA"}),
    "a line changed": ("chain_broken", forged),
    "a line left out": ("chain_broken", lambda device: device.batch(device.lines[1:])),
    "a line in between": ("chain_broken", lambda device: device.batch([device.lines[0], device.lines[0]])),
    "another head before": ("chain_broken", lambda device: device.batch(before="f" * 64)),
    "no rank": ("chain_broken", lambda device: device.batch(["{}"])),
    "too long a line": ("batch_unreadable", lambda device: device.batch(["x" * 3000])),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_batch_that_is_not_its_own_or_does_not_follow_is_refused_whole(
    reception: Reception, device: Device, what: str
) -> None:
    device.take(reception.pass_number(1), reception.pass_number(2), theme="Impôts")
    code, changes = WRONG[what]
    receipt = device.send(**changes(device))
    assert receipt.refused is not None
    assert receipt.refused.code == code
    assert receipt.acknowledged_n == 0
    assert not Redemption.objects.exists()
    assert Terminal.objects.get().refused_at is not None, "the authority sees it"
    assert [verdict for verdict, _ in device.outcomes()] == ["recorded"] * 2, "what it signed is still good"


def test_a_batch_that_was_received_does_not_come_back_with_more(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1))
    batch = uuid4()
    device.send(batch=batch)
    device.take(reception.pass_number(2))
    receipt = device.send(batch=batch)
    assert receipt.refused is not None
    assert receipt.refused.code == "same_batch_other_lines"


def test_without_lines_a_batch_is_a_sign_of_life(device: Device) -> None:
    receipt = device.send(held=(3, 30_00))
    terminal = Terminal.objects.get()
    assert (receipt.lines, terminal.held_count, terminal.held_cents) == ([], 3, 30_00)
    assert terminal.last_seen_at == clock.now()


def test_no_more_lines_than_ten_thousand_at_once(device: Device) -> None:
    receipt = device.send(texts=["{}"] * (rules.MOST_LINES + 1))
    assert receipt.refused is not None
    assert receipt.refused.code == "batch_too_large"


@pytest.mark.parametrize(
    ("ago", "facts"),
    [
        (timedelta(days=-1), {}),
        (timedelta(minutes=-6), {}),
        (timedelta(hours=3), {}),
        (timedelta(0), {"service_on": "2023-05-13"}),
    ],
)
def test_an_instant_outside_of_what_the_device_may_hold_is_refused_not_believed(
    reception: Reception, device: Device, ago: timedelta, facts: dict[str, object]
) -> None:
    device.take(reception.pass_number(1), at=clock.now() - ago, **facts)
    assert device.outcomes() == [("refused", "taken_at_not_believed")]


def test_a_device_that_was_away_too_long_is_refused(reception: Reception, device: Device) -> None:
    taken_at = clock.now()
    device.take(reception.pass_number(1), at=taken_at)
    with clock.at(taken_at + timedelta(days=7, seconds=1)):
        assert device.outcomes() == [("refused", "taken_at_not_believed")]


def test_clocks_that_differ_by_five_minutes_are_forgiven(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1), at=clock.now() + timedelta(minutes=4))
    device.take(reception.pass_number(2), at=clock.now())
    assert device.outcomes() == [("recorded", "taken")] * 2
    device.take(reception.pass_number(3), at=clock.now())
    assert device.outcomes() == [("recorded", "taken")], "the line before was told four minutes later"


def test_a_line_of_what_the_device_does_not_know_is_refused(reception: Reception, device: Device) -> None:
    luc = make_mediator(reception.team, reception.venue, "Luc Petit")
    bus = make_venue(reception.team, reception.structure, "Le Bus", "Lens")
    device.take(reception.pass_number(1), user_id=str(luc.user.pk))
    device.take(reception.pass_number(1), venue_id=str(bus.pk))
    device.take(reception.pass_number(1), people_count="beaucoup")
    device.take(reception.pass_number(1), minutes=2)
    told = [outcome for _, outcome in device.outcomes()]
    assert told == ["person_not_on_terminal", "venue_not_of_terminal", "line_unreadable", "line_unreadable"]


def test_a_colleague_who_opened_the_device_is_named_by_what_he_took(reception: Reception, device: Device) -> None:
    luc = make_mediator(reception.team, reception.venue, "Luc Petit")
    with clock.at(clock.now() - HOUR):
        terminals.open_for(by=luc.actor, terminal_id=device.pk)
    device.take(reception.pass_number(1), user_id=str(luc.user.pk))
    assert device.outcomes() == [("recorded", "taken")]
    assert Redemption.objects.get().user == luc.user


def undoing(device: Device, n: int, at: datetime | None = None) -> None:
    said = {"request": str(uuid4()), "undo": n, "taken_at": (at or clock.now()).isoformat()}
    device.keep(**said, user_id=str(device.person.user.pk))


def test_what_is_undone_before_it_is_sent_is_not_recorded(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1), reception.pass_number(2))
    undoing(device, 1)
    assert device.outcomes() == [("struck", "line_struck"), ("recorded", "taken"), ("struck", "undone")]
    assert Redemption.objects.get().number == reception.pass_number(2)


def test_what_was_received_is_undone_when_the_device_undid_it_in_time(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1), reception.pass_number(2), reception.pass_number(101))
    device.send()
    with clock.at(clock.now() + HOUR):
        undoing(device, 1, clock.now() - HOUR + timedelta(minutes=9))
        undoing(device, 2)
        undoing(device, 3)
        undoing(device, 9)
        device.take(reception.pass_number(1))
        told = device.outcomes()
    assert [outcome for _, outcome in told] == [
        "undone",
        "undo_needs_a_reason",
        "undone",
        "line_unreadable",
        "taken",
    ]
    assert RedemptionReversal.objects.get().number == reception.pass_number(1)
    assert Redemption.objects.get(turn=2).number == reception.pass_number(1), "undone, it is taken again"


# ---- what the server finds, row by row of the table


def conflict_of(device: Device) -> Conflict:
    ((verdict, _),) = device.outcomes()
    assert verdict == "conflict"
    return Conflict.objects.get()


def test_two_structures_take_the_same_copy_and_the_first_recorded_wins(
    reception: Reception, device: Device, other: Device
) -> None:
    number = reception.pass_number(1)
    device.take(number, at=clock.now() - HOUR / 2)
    other.take(number, at=clock.now() - HOUR / 4)
    other.send()
    conflict = conflict_of(device)
    assert (conflict.found, conflict.proposed_bearer) == (conflict_rules.USED_ELSEWHERE, "venue")
    assert (conflict.other_organisation, conflict.other_door) == (other.venue.organisation, "device")
    assert conflict.other_taken_at == clock.now() - HOUR / 4, "taken later, recorded first"
    assert Redemption.objects.get().organisation == other.venue.organisation
    assert OfflineTold.objects.get().user == reception.lina.user
    assert conflict.face_value_cents == 10_00


def test_a_device_that_was_told_of_the_use_is_refused(reception: Reception, device: Device, other: Device) -> None:
    with clock.at(clock.now() - HOUR):
        other.take(reception.pass_number(1), at=clock.now())
        other.send()
    device.refresh(clock.now() - HOUR / 2)
    device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "pass_already_used")]
    assert OfflineLine.objects.get(verdict="refused").found == conflict_rules.USED_ELSEWHERE


def test_a_pack_too_old_or_newer_than_the_taking_excuses_nothing(
    reception: Reception, device: Device, other: Device
) -> None:
    other.take(reception.pass_number(1))
    other.send()
    for pack_at in (clock.now() - timedelta(days=8), clock.now() + HOUR):
        device.refresh(pack_at)
        device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "pass_already_used")] * 2


def test_one_structure_that_takes_a_pass_twice_is_paid_once(reception: Reception, device: Device) -> None:
    reception.take(1)
    device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "pass_already_used")]
    assert OfflineLine.objects.get().found == conflict_rules.USED_HERE


def withhold(reception: Reception, mark: str, verb: str) -> None:
    number = reception.pass_number(1)
    Voucher.objects.filter(number=number).update(mark=mark, marked_on=clock.today())
    MarkChange.objects.create(
        scheme=reception.scheme,
        order=reception.order,
        verb=verb,
        first=number,
        last=number,
        count=1,
        occurred_on=clock.today(),
        reason="Perdu.",
        actor_label="Anne",
        recorded_at=clock.now(),
    )


@pytest.mark.parametrize(("mark", "verb"), [("blocked", "block_range"), ("cancelled", "cancel_range")])
@pytest.mark.parametrize("when", ["after", "before", "known"])
def test_a_pass_withheld_meanwhile(reception: Reception, device: Device, mark: str, verb: str, when: str) -> None:
    now = clock.now()
    device.take(reception.pass_number(1), at=now - HOUR / 2)
    with clock.at({"after": now, "before": now - HOUR * 3 / 4, "known": now - HOUR * 3 / 2}[when]):
        withhold(reception, mark, verb)
    ((verdict, outcome),) = device.outcomes()
    assert outcome == f"pass_{mark}"
    line = OfflineLine.objects.get()
    assert line.found == f"{mark}_{'after' if when == 'after' else 'before'}"
    assert verdict == ("refused" if when == "known" else "conflict")
    if verdict == "conflict":
        assert Conflict.objects.get().proposed_bearer == ("authority" if when == "after" else "venue")


def test_an_order_ended_meanwhile_is_a_conflict_and_a_service_after_its_last_day_is_not(
    reception: Reception, device: Device
) -> None:
    device.take(reception.pass_number(1))
    Order.objects.update(figures_fixed_on=clock.today())
    assert conflict_of(device).found == conflict_rules.ENDED
    Order.objects.update(figures_fixed_on=None, usable_until="2023-05-11", valid_until="2023-05-11")
    device.take(reception.pass_number(2))
    assert device.outcomes() == [("refused", "pass_expired")]


def test_an_order_not_active_on_the_day_is_refused(reception: Reception, device: Device) -> None:
    device.take(reception.pass_number(1), service_on="2021-10-03")
    Order.objects.update(late_entry_days=900)
    assert device.outcomes() == [("refused", "venue_not_qualified")]
    Order.objects.update(activated_on=clock.today())
    device.take(reception.pass_number(1), service_on="2023-05-11")
    assert device.outcomes() == [("refused", "pass_inactive")]


def test_a_suspension_counts_from_the_day_of_the_service(reception: Reception, device: Device) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    device.take(reception.pass_number(1))
    by, structure = reception.team.anne.actor, reception.structure.pk
    venues.suspend(by=by, organisation_id=structure, effective_on=tomorrow, reason="Contrôle.")
    assert device.outcomes() == [("recorded", "taken")]
    with clock.at(clock.now() + timedelta(days=1)):
        device.take(reception.pass_number(2))
        assert conflict_of(device).proposed_bearer == "venue"
        device.refresh()
        device.take(reception.pass_number(3))
        assert device.outcomes() == [("refused", "venue_not_qualified")]


def test_who_left_the_venue_meanwhile(reception: Reception, device: Device) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with clock.at(clock.now() - timedelta(days=1)):
        device = make_device(reception.lina, reception.venue, "Téléphone")
    Staff.objects.update(ends_on=yesterday)
    device.take(reception.pass_number(1))
    assert conflict_of(device).found == conflict_rules.NOT_STAFF
    device.refresh()
    device.take(reception.pass_number(2))
    assert device.outcomes() == [("refused", "not_at_this_venue")]


def test_what_the_order_or_the_venue_restricts_is_refused(reception: Reception, device: Device) -> None:
    Order.objects.update(service_codes=["outils"])
    device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "service_not_covered")]
    Order.objects.update(service_codes=[], territory=["59"])
    device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "venue_outside_territory")]
    ServiceOffer.objects.all().delete()
    device.take(reception.pass_number(1))
    assert device.outcomes() == [("refused", "service_not_offered")]


def test_a_venue_whose_address_changed_meanwhile(reception: Reception, device: Device) -> None:
    Order.objects.update(territory=["59"])
    facts = {"subject_kind": "structure", "subject_id": reception.structure.pk, "summary": "Corrigé"}
    record(by=reception.team.anne.actor, verb="correct_venue", **facts)  # type: ignore[arg-type]
    device.take(reception.pass_number(1))
    assert conflict_of(device).found == conflict_rules.OUTSIDE_TERRITORY


def test_what_was_taken_too_late_or_for_too_few_people_or_is_no_pass(reception: Reception, device: Device) -> None:
    request = str(uuid4())
    device.take(reception.pass_number(1), service_on="2023-02-12")
    device.take(reception.pass_number(2), reception.pass_number(3), request=request)
    device.take(reception.pass_number(101))
    told = [outcome for _, outcome in device.outcomes()]
    assert told == ["service_date_too_old", *["too_many_pass_for_people"] * 2, "pass_unknown"]


def test_an_envoi_received_by_another_door_with_other_facts_is_refused(reception: Reception, device: Device) -> None:
    request = uuid4()
    reception.take(1, request=request, service_on=clock.today() - timedelta(days=1))
    device.take(reception.pass_number(1), request=str(request))
    assert device.outcomes() == [("refused", "same_request_other_facts")]


def test_a_line_that_the_door_answered_already_gives_its_answer(reception: Reception, device: Device) -> None:
    request = UUID(int=7)
    reception.take(1, request=request)
    device.take(reception.pass_number(1), request=str(request))
    assert device.outcomes() == [("recorded", "taken")], "the answer was lost on its way: it is not taken twice"
    assert Redemption.objects.count() == 1


def test_a_batch_costs_the_same_whatever_its_lines(reception: Reception, device: Device, other: Device) -> None:
    def cost(*ranks: int) -> int:
        other.take(*map(reception.pass_number, ranks[: len(ranks) // 2]))
        other.send()
        device.take(*map(reception.pass_number, ranks))
        with CaptureQueriesContext(connection) as caught:
            receipt = device.send()
        assert {line.verdict for line in receipt.lines} == {"recorded", "conflict"}
        return len(caught)

    few = cost(1, 2)
    assert cost(*range(3, 43)) == few


def test_two_thousand_lines_are_received_in_one_go(
    reception: Reception, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = rules.Limits(10_000, Cents(1_000_000_00), 7)
    monkeypatch.setattr(queries, "device_terms", lambda: DeviceTerms(limits, False, "venue", 5, 1))
    order = make_active_order(reception.team, number="2021-90", series=400_000_000, quantity=2_000)
    first = json.loads(device.keep())["n"]
    device.lines.clear()
    device.n = first - 1
    device.take(*(400_000_000 * 10_000_000 + rank for rank in range(1, order.quantity + 1)))
    receipt = device.send()
    assert {line.verdict for line in receipt.lines} == {"recorded"}
    assert Redemption.objects.filter(order=order).count() == 2_000


@pytest.mark.parametrize(
    "odd",
    [
        {"request": 5},
        {"theme": "\ud800"},
        {"service_code": "\ud800"},
        {"taken_at": "0001-01-01T00:00:00+14:00"},
        {"pack_made_at": "9999-12-31T23:59:59-14:00"},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_what_the_database_could_not_keep_is_unreadable_and_stops_no_other_line(
    reception: Reception, device: Device, odd: dict[str, object]
) -> None:
    device.take(reception.pass_number(1), **odd)
    device.take(reception.pass_number(2))
    device.lines = [json.dumps(json.loads(text)) for text in device.lines]  # escaped, as a device may write it
    assert device.outcomes() == [("refused", "line_unreadable"), ("recorded", "taken")]


def test_people_beyond_counting_disturb_no_other_line(reception: Reception, device: Device) -> None:
    Order.objects.update(pass_per_person=2)
    device.take(reception.pass_number(1), people_count=32_000)
    assert device.outcomes() == [("recorded", "taken")]
