"""What frames every paper of the register: its period, its orders, who signs for a régie."""

from collections.abc import Collection, Iterable
from datetime import date

from quitus.domain.distribution import catalogue
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.models import Imprest
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.clock import today
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_
from quitus.usecases.registers.errors import PeriodBackwards, PeriodNotOver
from quitus.usecases.registers.shape import Column, Item, Signer

FIRST_NUMBER = Column(N_("Du numéro"), "code")
LAST_NUMBER = Column(N_("Au numéro"), "code")


def refuse_wrong_period(since: date, until: date) -> None:
    """Refuses with `PeriodBackwards`, `PeriodNotOver`."""
    if until < since:
        raise PeriodBackwards(since=since, until=until)
    if until > today():
        raise PeriodNotOver(today=today())


def authority() -> Organisation:
    """Whose scheme this is."""
    return organisations.scheme_by_id(current_scheme_id()).authority


def orders_in(order_ids: Iterable[int]) -> dict[int, Order]:
    """These orders, in one query."""
    return vouchers.orders().in_bulk(set(order_ids))


def number_of(number: int) -> str:
    """A pass number as it is read: series, then rank."""
    return f"{rules.series_of(number)}-{rules.rank_of(number):07d}"


def period_items(since: date, until: date) -> tuple[Item, ...]:
    """The period at the head of a paper, or its one day."""
    if since == until:
        return (Item(N_("Au"), until, "day"),)
    return (Item(N_("Du"), since, "day"), Item(N_("Au"), until, "day"))


def on_the_way(holder_ids: Collection[int], on: date) -> tuple[Item, ...]:
    """How many of the pass told of were on their way at the end of a day, if any: who gave them answers for them."""
    count = sum(held.count for held in distribution.on_the_way(holder_ids, on).values())
    return (Item(N_("Dont en chemin, réception à confirmer"), count, "number"),) if count else ()


def keeper_of(imprest: Imprest, on: date) -> Signer:
    """Who answers for a régie on a day: the substitute then in office, else the imprest holder, or a blank to fill."""
    order = (catalogue.SUBSTITUTE, catalogue.HOLDER)
    held = [
        one
        for one in distribution.appointments(imprest_id=imprest.pk)
        if one.kind in order and one.power.is_in_force(on)
    ]
    if not held:
        return Signer(N_("Le régisseur"), catalogue.APPOINTMENT_KINDS[catalogue.HOLDER])
    one = min(held, key=lambda made: order.index(made.kind))
    return Signer(N_("Le régisseur"), catalogue.APPOINTMENT_KINDS[one.kind], one.user.full_name)


def accountant() -> Signer:
    """The public accountant, who controls."""
    return Signer(N_("Le comptable public"))


def authorising_officer() -> Signer:
    """The authority's side."""
    return Signer(N_("L'ordonnateur"))
