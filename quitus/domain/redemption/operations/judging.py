"""What becomes of each line of a batch: set aside by the bounds of the device, else asked of the one gate.

Everything is for the whole batch at once: the number of statements does not grow with its lines.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from quitus.domain.redemption import conflict_rules, offline_facts, rules
from quitus.domain.redemption.offline_facts import Found
from quitus.domain.redemption.operations.answers import Answer
from quitus.domain.redemption.operations.redeem import Line, redeem_lines
from quitus.domain.terminals import errors as device_errors
from quitus.domain.terminals import models as devices
from quitus.domain.terminals import queries
from quitus.domain.terminals import rules as device_rules
from quitus.domain.terminals.models import Terminal
from quitus.domain.terminals.operations import Judgement
from quitus.domain.terminals.operations.enrolment import latest_told
from quitus.domain.terminals.rules import Signed
from quitus.domain.vouchers import codes
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.codes import NotACode
from quitus.kernel.money import Cents
from quitus.kernel.refusals import Refusal

TAKEN = "taken"

Judged = tuple[Judgement, Found | None]
"""What became of a line, and what was found against it by the gate."""


def judge(by: Actor, terminal: Terminal, lines: Sequence[Signed], undone: Mapping[int, Refusal | None]) -> list[Judged]:
    """What becomes of each line, in their order: set aside by the device's own bounds, else asked of the gate.

    `undone` says, by rank, of the lines that undo what was received before, whether they did (None) or why not.
    """
    if not lines:
        return []
    terms = queries.device_terms()
    numbers = [_number(line) for line in lines]
    orders = offline_facts.orders_of({number for number in numbers if number is not None})
    given = queries.stretches_given(terminal.pk, {line.pack_made_at for line in lines if line.pack_made_at})
    stretches = device_rules.stretches(lines, given, queries.stretch_reached(terminal))
    aside = _struck(lines, undone)
    _set_aside(aside, terminal, lines, numbers, orders, stretches, terms.limits)
    left = [place for place in range(len(lines)) if place not in aside]
    asked = [_asked(lines[place], numbers[place], terminal) for place in left]
    answers = dict(zip(left, redeem_lines(by=by, lines=asked), strict=True)) if asked else {}
    refused = [place for place in left if answers[place].refusal is not None]
    found = dict(
        zip(
            refused,
            offline_facts.found_against(
                [(lines[place], answers[place]) for place in refused], terminal.organisation_id, orders
            ),
            strict=True,
        )
    )
    cents = [_face_value(number, orders) for number in numbers]
    knew = [
        place in found and device_rules.knew(found[place].fact_at, line, terms.limits.days, given)
        for place, line in enumerate(lines)
    ]
    return [
        _aside(line, stretches[place], *aside[place])
        if place in aside
        else _judgement(line, stretches[place], answers[place], found.get(place), cents[place], knew=knew[place])
        for place, line in enumerate(lines)
    ]


def _number(line: Signed) -> int | None:
    """The number of the pass of a line: told, or behind its typed code."""
    if line.number is not None or not line.code:
        return line.number
    try:
        return codes.number_of_code(line.code)
    except NotACode:
        return None


def _face_value(number: int | None, orders: dict[int, Order]) -> Cents | None:
    order = orders.get(voucher_rules.series_of(number)) if number is not None else None
    return Cents(order.face_value_cents) if order else None


def _asked(line: Signed, number: int | None, terminal: Terminal) -> Line:
    assert line.request is not None
    assert line.service_on is not None
    return Line(
        request=line.request,
        venue_id=line.venue_id,
        service_code=line.service_code,
        service_on=line.service_on,
        number=number,
        code="" if number is not None else line.code,
        people_count=line.people_count,
        minutes=line.minutes,
        theme=line.theme,
        door=rules.DEVICE,
        user_id=line.user_id,
        terminal_id=terminal.pk,
        taken_at=line.taken_at,
    )


Aside = dict[int, tuple[str, Refusal]]


def _set_aside(
    aside: Aside,
    terminal: Terminal,
    lines: Sequence[Signed],
    numbers: Sequence[int | None],
    orders: dict[int, Order],
    stretches: Sequence[int],
    limits: device_rules.Limits,
) -> None:
    """Add the lines that never reach the gate, by place: what was found and why."""
    people = queries.people_of(terminal.pk)
    since = terminal.last_taken_at or terminal.enrolled_at
    now, latest = clock.now(), latest_told()
    held = queries.held_by_stretch(terminal.pk, stretches)
    for place, line in enumerate(lines):
        if place in aside:
            continue
        person = people.get(line.user_id)
        if not line.is_taking or not _lasts_well(line.minutes):
            aside[place] = conflict_rules.UNREADABLE, device_errors.LineUnreadable()
        elif not device_rules.is_believed(line, since=since, latest=latest, now=now, days=limits.days):
            aside[place] = conflict_rules.NOT_BELIEVED, device_errors.DateNotBelieved(days=limits.days)
        elif line.venue_id not in terminal.venue_ids:
            aside[place] = conflict_rules.NOT_OF_DEVICE, device_errors.VenueNotOfTerminal()
        elif person is None or not _had_opened(person, line.taken_at):
            aside[place] = conflict_rules.NOT_OF_DEVICE, device_errors.PersonNotOnTerminal()
        else:
            _count(place, stretches[place], _face_value(numbers[place], orders), held, limits, aside)


def _struck(lines: Sequence[Signed], undone: Mapping[int, Refusal | None]) -> Aside:
    """The lines that undo another, and those undone before they were sent: nothing of these is recorded."""
    aside: Aside = {}
    here = {line.n: place for place, line in enumerate(lines) if line.is_taking}
    for place, line in enumerate(lines):
        if line.undo is None:
            continue
        struck = here.get(line.undo, place)
        refusal = undone.get(line.n, device_errors.TooLateToStrike())
        if struck < place:
            aside[struck] = "", device_errors.LineStruck()
            refusal = None
        found = "" if refusal is None else conflict_rules.OTHER_FACTS
        aside[place] = found, refusal or device_errors.LineUndone()
    return aside


def _lasts_well(minutes: int | None) -> bool:
    return minutes is None or rules.MINUTES_LEAST <= minutes <= rules.MINUTES_MOST


def _had_opened(person: devices.TerminalPerson, at: datetime | None) -> bool:
    assert at is not None
    return person.opened_at - device_rules.CLOCKS_DIFFER <= at <= person.unlock_until


def _count(
    place: int,
    stretch: int,
    cents: Cents | None,
    held: dict[int, tuple[int, Cents]],
    limits: device_rules.Limits,
    aside: Aside,
) -> None:
    """One more pass taken in the same stretch, unless it is one too many."""
    count, worth = held.get(stretch, (0, Cents(0)))
    count, worth = count + 1, Cents(worth + (cents or 0))
    if count > limits.count or worth > limits.cents:
        refusal = device_errors.TerminalLimitPassed(most=limits.count, limit_cents=limits.cents)
        aside[place] = conflict_rules.LIMIT_PASSED, refusal
    else:
        held[stretch] = count, worth


def _aside(line: Signed, stretch: int, found: str, refusal: Refusal) -> Judged:
    ruling = conflict_rules.ruling(found, knew=True) if found else None
    return Judgement(
        line=line,
        verdict=devices.STRUCK if ruling is None else ruling.verdict,
        outcome=refusal.code,
        found=found,
        number=line.number,
        why=refusal.facts,
        stretch=stretch,
        tells=ruling is not None and conflict_rules.PERSON in ruling.told,
    ), None


def _judgement(
    line: Signed, stretch: int, answer: Answer, found: Found | None, cents: Cents | None, *, knew: bool
) -> Judged:
    if answer.refusal is None or found is None:
        return Judgement(
            line=line,
            verdict=devices.RECORDED,
            outcome=TAKEN,
            found=conflict_rules.NOTHING,
            number=answer.number,
            turn=answer.turn,
            face_value_cents=cents,
            stretch=stretch,
        ), None
    ruling = conflict_rules.ruling(found.kind, knew=knew)
    return Judgement(
        line=line,
        verdict=ruling.verdict,
        outcome=answer.refusal.code,
        found=found.kind,
        number=answer.number,
        why=answer.refusal.facts,
        face_value_cents=cents,
        stretch=stretch,
        tells=conflict_rules.PERSON in ruling.told,
    ), found
