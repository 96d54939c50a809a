"""What the pass in the accountant's charge add to the home."""

from collections.abc import Iterator

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import SupplyRequest
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Link, Task, money
from quitus.interfaces.web.layout.found import contested_tasks
from quitus.interfaces.web.layout.stock import slip_title
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.money import Cents

SUBJECTS = {"slip": "accountant:slip"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Slips to sign for; pass that somebody asks for; régies whose safe is empty while there are pass to fill it."""
    mine = queries.holder_of_kind(states.ACCOUNTANT)
    for slip in queries.slips(awaiting=True, to_holder_ids=[mine.pk]) if mine else ():
        url = here(request, "accountant:receive_slip", slip.pk)
        delivered = slip.kind == "delivery"
        title = _("Prendre en charge la livraison") if delivered else _("Confirmer la réception de pass rendus")
        yield Task(title, url, slip_title(slip))
    if mine:
        yield from contested_tasks(request, [mine.pk], "accountant:slip")
    asked = queries.requests_waiting()
    yield from (_request_task(request, one) for one in asked)
    held, waiting = queries.stock_by_holder(), {one.imprest_id for one in asked}
    if not _in_charge(held).count:
        return
    for imprest in queries.imprests():
        if imprest.state == states.OPEN and imprest.safe.pk not in held and imprest.pk not in waiting:
            url = here(request, "accountant:supply_safe")
            yield Task(_("Approvisionner le coffre"), url, _("%(name)s, coffre vide") % {"name": imprest.name})


def _request_task(request: SchemeRequest, one: SupplyRequest) -> Task:
    title = _("Approvisionner : %(name)s demande %(count)s pass") % {
        "name": one.asked_by,
        "count": count(one.pass_count),
    }
    url = here(request, "accountant:supply_safe", query=urlencode({"demande": one.pk}))
    return Task(title, url, one.reason or _("demandés le %(day)s") % {"day": day(one.requested_on)})


def figure(request: SchemeRequest) -> Figure:
    """The value in the accountant's charge."""
    mine = _in_charge(queries.stock_by_holder())
    return Figure(
        money(mine.value_cents),
        _("de pass en caisse"),
        url=here(request, "accountant:stock"),
        note=_("%(count)s pass") % {"count": count(mine.count)},
    )


def actions(request: SchemeRequest) -> Iterator[Link]:
    """Look at who holds what."""
    yield Link(_("Où sont les pass"), here(request, "accountant:holders"), icon="search")


def _in_charge(held: dict[int, queries.Held]) -> queries.Held:
    mine = queries.holder_of_kind(states.ACCOUNTANT)
    nothing = queries.Held(0, Cents(0))
    return held.get(mine.pk, nothing) if mine else nothing
