"""The days to come of an example scheme: where its date may be moved so that something happens, and what then does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quitus.domain.budget import queries as budget
from quitus.domain.budget import states as budget_states
from quitus.domain.expiry import queries as expiry
from quitus.domain.expiry import states as expiry_states
from quitus.domain.obligations import queries as obligations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import move_example_date
from quitus.domain.reimbursement import queries as reimbursement
from quitus.domain.vouchers import queries as vouchers
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import add_months, next_working_day
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.words import N_
from quitus.usecases.expiry import follow_scheme


@dataclass(frozen=True, order=True)
class Event:
    """Something that falls on a day: its sentence, and what it concerns, if that has a name."""

    on: date
    label: str
    about: str = ""


@operation
def advance_example(*, by: Actor, scheme_id: int, to: date) -> Scheme:
    """Makes an example scheme live at a later date, and takes on the way what comes by itself, each step on its day.

    What was still to come on the former day is taken first. Only days on which an end of validity is announced or
    comes are stopped at, whatever the distance. Letters and reminders are left to the worker, at the new date.
    Refuses as `move_example_date`.
    """
    former = today()
    moved = move_example_date(by=by, scheme_id=scheme_id, to=to)
    follow_scheme(moved)
    on_the_way = {on for on in _days_of_ends() if former < on < to}
    for on in sorted(on_the_way | {to}):
        opening = clock.real_now()
        with clock.at(clock.example_moment(on, opening, opening)):
            follow_scheme(moved)
    return moved


def _days_of_ends() -> Iterator[date]:
    for end in expiry.ends():
        yield end.calendar.alert_on
        yield end.calendar.refused_from


def events_coming(scheme: Scheme) -> list[Event]:
    """What falls after the scheme's own date, in the order of days: votes, duties, ends, claims, payments."""
    found = {event for event in _all(scheme.pk) if event.on > today()}
    return sorted(found)


def next_event(scheme: Scheme) -> Event | None:
    """The first thing that falls after the scheme's own date; None when nothing is known to come."""
    return next(iter(events_coming(scheme)), None)


def _all(scheme_id: int) -> Iterator[Event]:
    for coming in obligations.days_coming(scheme_id):
        yield Event(coming.on, coming.label)
    for order in vouchers.orders():
        yield Event(order.valid_until, N_("Fin de validité d'une commande"), order.number)
        yield Event(order.usable_until, N_("Dernier jour d'encaissement d'une commande"), order.number)
    for end in expiry.ends():
        if end.state != expiry_states.EXPIRED:
            yield Event(end.calendar.alert_on, N_("Annonce de la fin de validité d'une commande"), end.order.number)
            yield Event(end.calendar.blocking_on, N_("Arrêt des remises à décider"), end.order.number)
    for instalment in budget.instalments(scheme_id):
        if instalment.due_on is not None and instalment.state != budget_states.RECEIVED:
            yield Event(instalment.due_on, N_("Versement attendu du financeur"), instalment.label)
    for claim in reimbursement.claims(scheme_id):
        if claim.due_on is not None:
            yield Event(claim.due_on, N_("Paiement attendu par les structures"))
    following = add_months(today().replace(day=1), 1)
    yield Event(next_working_day(following), N_("Début d'un mois : les structures préparent leurs demandes"))
