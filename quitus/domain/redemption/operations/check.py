"""Looking at pass without taking them: what `redeem` would answer, told beforehand.

It asks the questions of the redemption statement in their order (a test holds the two together), and locks nothing:
what it says may be over when the pass is taken. A code that is none counts as a guess here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from quitus.domain.redemption import errors, policies, rules
from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.operations import answers as told
from quitus.domain.redemption.operations.redeem import NO_NUMBER, Line, ask, read, wrong_since
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import Order, Voucher
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.money import Cents
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Looked:
    """What a venue sees of one pass: whether it would be taken (no `refusal`), its worth, its last day, its services
    (their codes; None when it pays for all). Of a code that is none nothing but the refusal is told.
    """

    refusal: Refusal | None
    number: int | None = None
    face_value_cents: Cents | None = None
    usable_until: date | None = None
    services: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The service asked about, and the outcome that is already known from it for all pass, if there is one."""

    by: Actor
    venue: Venue | None
    service_code: str | None
    service_on: date
    refused: str | None
    wrong_codes: int

    @property
    def guesses(self) -> bool:
        """Whether this person gave too many wrong codes before."""
        return self.wrong_codes >= rules.WRONG_CODES_MOST


@operation
def look_at_codes(
    *, by: Actor, venue_id: int, codes: Sequence[str], service_code: str | None = None, service_on: date | None = None
) -> list[Looked]:
    """Says of each code, in the order given, what `redeem` would answer at this venue; takes nothing.

    For a service given on `service_on` (today when None). Without `service_code` it is not asked whether the pass pays
    for it. How many pass a person may use for one service is not looked at. Codes that are none are kept as guesses.
    Refuses with `NotYourRole`, `NoPassGiven`, `TooManyAtOnce` (more than 200).
    """
    refuse_unless(policies.may_redeem(by.role))
    if not codes:
        raise errors.NoPassGiven()
    if len(codes) > rules.MOST_AT_ONCE:
        raise errors.TooManyAtOnce(most=rules.MOST_AT_ONCE)
    assert by.user_id is not None
    whole = Line(uuid4(), venue_id, service_code or "", service_on or clock.today())
    lines = [whole._replace(code=code) for code in codes]
    numbers = [read(line) for line in lines]
    asked = _asked(by, venue_id, service_code, whole.service_on)
    known = _before_guessing(numbers, asked.wrong_codes)
    answers = _answers(numbers[:known], lines[:known], asked)
    if known < len(numbers):
        answers += _answers(numbers[known:], lines[known:], replace(asked, wrong_codes=rules.WRONG_CODES_MOST))
    shown: set[int] = set()
    for rank, number in enumerate(numbers):
        if number in shown:
            answers[rank] = Looked(errors.PassTypedTwice(), number)
        elif answers[rank].number is not None:
            shown.add(number)
    return answers


def _before_guessing(numbers: Sequence[int], wrong: int) -> int:
    """How many of these come before there are too many wrong ones; `wrong` were given before."""
    for rank, number in enumerate(numbers):
        if wrong >= rules.WRONG_CODES_MOST:
            return rank
        wrong += number == NO_NUMBER
    return len(numbers)


def _answers(numbers: Sequence[int], lines: Sequence[Line], asked: _Asked) -> list[Looked]:
    looked = _looked(numbers, asked)
    refused = errors.TooManyWrongCodes(minutes=told.minutes_to_wait()) if asked.guesses else errors.PassUnknown()
    _keep_guesses([line for line, number in zip(lines, numbers, strict=True) if number == NO_NUMBER], asked, refused)
    return [looked.get(number, Looked(refused)) for number in numbers]


def _asked(by: Actor, venue_id: int, service_code: str | None, service_on: date) -> _Asked:
    assert by.user_id is not None
    venue = venues.venues_worked_at(by.user_id).filter(pk=venue_id).first()
    refused = None
    if service_on > clock.today():
        refused = errors.ServiceDateInTheFuture.code
    elif venue is None:
        refused = errors.NotAtThisVenue.code
    elif not venues.qualified_on(venue.organisation_id, service_on):
        refused = errors.VenueNotQualified.code
    elif service_code is not None and not venues.services_offered([venue.pk]).filter(code=service_code).exists():
        refused = errors.ServiceNotOffered.code
    wrong_codes = told.wrong_codes(by.user_id, wrong_since())
    return _Asked(by, venue, service_code, service_on, refused, wrong_codes)


def _looked(numbers: Sequence[int], asked: _Asked) -> dict[int, Looked]:
    """What is seen of each number; of one that no pass of the scheme has, as of a code that is none."""
    found = {one.number: one for one in Voucher.objects.filter(number__in=set(numbers)).select_related("order")}
    uses = _last_uses(number for number, one in found.items() if one.mark == states.REDEEMED)
    seen = {}
    for number in set(numbers) - {NO_NUMBER}:
        pass_ = found.get(number)
        outcome = asked.refused or _outcome(pass_, asked)
        refusal = _refusal(outcome, pass_, asked, uses.get(number)) if outcome else None
        # While somebody guesses, or where he takes no pass, he learns nothing of a pass.
        hidden = pass_ is None or outcome in (errors.TooManyWrongCodes.code, errors.NotAtThisVenue.code)
        seen[number] = Looked(refusal) if hidden or pass_ is None else _shown(refusal, pass_)
    return seen


def _shown(refusal: Refusal | None, pass_: Voucher) -> Looked:
    order = pass_.order
    services = list(order.service_codes) or None
    return Looked(refusal, pass_.number, Cents(order.face_value_cents), order.usable_until, services)


_BY_MARK = {
    states.REDEEMED: errors.PassAlreadyUsed.code,
    states.BLOCKED: errors.PassBlocked.code,
    states.CANCELLED: errors.PassCancelled.code,
}


def _outcome(pass_: Voucher | None, asked: _Asked) -> str | None:
    """What stands in the way of this pass; None when nothing does."""
    if asked.guesses:
        return errors.TooManyWrongCodes.code
    if pass_ is None:
        return errors.PassUnknown.code
    return _BY_MARK.get(pass_.mark) or _of_order(pass_.order, asked)


def _of_order(order: Order, asked: _Asked) -> str | None:
    on, restrictions = asked.service_on, vouchers.restrictions(order)
    if order.activated_on is None or order.activated_on > on:
        return errors.PassInactive.code
    if order.closed_on or order.figures_fixed_on or order.usable_until < on:
        return errors.PassExpired.code
    if asked.service_code is not None and not restrictions.covers_service(asked.service_code):
        return errors.ServiceNotCovered.code
    if asked.venue is not None and not restrictions.covers_venue(asked.venue.postcode):
        return errors.VenueOutsideTerritory.code
    if on < rules.earliest_service(clock.today(), order.late_entry_days):
        return errors.ServiceDateTooOld.code
    return None


def _last_uses(numbers: Iterable[int]) -> dict[int, Redemption]:
    found = Redemption.objects.filter(number__in=list(numbers)).order_by("number", "turn")
    return {use.number: use for use in found}


def _refusal(outcome: str, pass_: Voucher | None, asked: _Asked, last: Redemption | None) -> Refusal:
    days = pass_.order.late_entry_days if pass_ else 0
    facts: dict[str, object] = {
        "service_on": asked.service_on,
        "usable_until": pass_.order.usable_until if pass_ else None,
        "days": days,
        "earliest_on": rules.earliest_service(clock.today(), days),
        "minutes": told.minutes_to_wait(),
    }
    if last is not None and outcome == errors.PassAlreadyUsed.code:
        facts["service_on"] = last.service_on
        facts["where"] = told.HERE if last.organisation_id == asked.by.organisation_id else told.ELSEWHERE
    return errors.BY_OUTCOME[outcome](**facts)


def _keep_guesses(unread: Sequence[Line], asked: _Asked, refused: Refusal) -> None:
    user_id, today = asked.by.user_id or 0, clock.today()
    told.keep(
        told.attempt(
            ask(line, user_id, NO_NUMBER, today),
            refused.code,
            asked.venue.pk if asked.venue else None,
            code_given_hash=told.hash_of_code(line.code),
        )
        for line in unread
    )
