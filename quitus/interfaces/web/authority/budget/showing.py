"""How spendings are shown."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.budget import queries, rules, states
from quitus.domain.budget.models import Spending
from quitus.domain.budget.queries import Engineering
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Row, Status, Table, money
from quitus.kernel.clock import today


def spending_status(one: Spending) -> Status:
    """Where a spending stands."""
    if getattr(one, "reversal", None) is not None:
        return Status("neutral", _("Annulée"))
    return Status("done" if one.state == states.PAID else "waiting", _(states.SPENDING_LABELS[one.state]))


def to_undo(spendings: Iterable[Spending]) -> dict[int, bool]:
    """Of some spendings, those not mandated yet whose order ended without pass; and whether some of it may be owed all
    the same, fees or printing: it was invoiced, or its pass were made before they were cancelled.
    """
    found = [one for one in spendings if one.order_id is not None and one.state in (states.COMMITTED, states.INVOICED)]
    if not found:
        return {}
    over = vouchers.ended_without_pass({one.order_id for one in found if one.order_id is not None})
    made = set(vouchers.orders().filter(pk__in=over, produced_on__isnull=False).values_list("pk", flat=True))
    return {one.pk: one.state == states.INVOICED or one.order_id in made for one in found if one.order_id in over}


def counted_today(request: SchemeRequest) -> Callable[[Spending], int | None]:
    """What each spending counts for in a figure closed today; as recorded while no convention is in force."""
    period = queries.eligible_period(request.membership.scheme_id, today())

    def counted(one: Spending) -> int | None:
        return (
            rules.counted(one.eligible_cents, one.net_cents, one.invoiced_on, period) if period else one.eligible_cents
        )

    return counted


def outside_today(one: Spending) -> str:
    """That the invoice of a spending is outside the period of eligibility as it stands today, with the days."""
    period = queries.eligible_period(one.scheme_id, today())
    if period is None or one.invoiced_on is None or period.holds(one.invoiced_on):
        return ""
    return _("Hors période d'éligibilité, du %(first)s au %(last)s : ne compte pas aujourd'hui.") % {
        "first": words.day(period.first),
        "last": words.day(period.last),
    }


def spending_table(
    request: SchemeRequest, found: Iterable[Spending], *, caption: str, empty: Empty, sort: str = ""
) -> Table:
    """A register of spendings; what is not yet invoiced counts for what is committed.

    `sort` is the key by which a list orders their dates.
    """
    shown = list(found)
    kept = [one for one in shown if getattr(one, "reversal", None) is None]
    counted = counted_today(request)
    amount = sum(one.gross_cents if one.gross_cents is not None else one.committed_cents for one in kept)
    return Table(
        caption=caption,
        columns=[
            Column(_("Objet")),
            Column(_("Fournisseur")),
            Column(_("Engagée le"), "day", sort=sort),
            Column(_("Montant TTC"), "money"),
            Column(_("Éligible"), "money"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.title,
                    one.supplier.name,
                    one.committed_on,
                    one.gross_cents if one.gross_cents is not None else one.committed_cents,
                    counted(one),
                    spending_status(one),
                ],
                url=here(request, "authority:spending", one.pk),
            )
            for one in shown
        ],
        totals=[
            _("Total"),
            "",
            "",
            money(amount),
            money(sum(counted(one) or 0 for one in kept)),
            "",
        ]
        if shown
        else (),
        empty=empty,
    )


def spending_export(request: SchemeRequest, found: Iterable[Spending]) -> Table:
    """The register with the columns that a funder and an accountant ask for."""
    counted = counted_today(request)
    days = {"committed_on", "invoiced_on", "mandated_on", "paid_on"}
    fields = {
        "commitment_reference": _("Engagement"),
        "committed_on": _("Engagée le"),
        "committed_cents": _("Montant engagé"),
        "invoice_reference": _("Facture"),
        "invoiced_on": _("Facturée le"),
        "net_cents": _("Hors taxes"),
        "vat_cents": _("TVA"),
        "gross_cents": _("Montant TTC"),
        "eligible_cents": _("Éligible"),
        "mandat_number": _("Mandat"),
        "bordereau_number": _("Bordereau"),
        "mandated_on": _("Mandatée le"),
        "paid_on": _("Payée le"),
    }
    return Table(
        caption=_("Dépenses"),
        columns=[
            *(Column(label) for label in (_("Poste"), _("Objet"), _("Fournisseur"), _("SIRET"))),
            *(
                Column(label, "day" if name in days else "money" if name.endswith("_cents") else "text")
                for name, label in fields.items()
            ),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    *(one.line.label, one.title, one.supplier.name, one.supplier.siret),
                    *(counted(one) if name == "eligible_cents" else getattr(one, name) for name in fields),
                    spending_status(one),
                ]
            )
            for one in found
        ],
        empty=Empty(_("Aucune dépense.")),
    )


def engineering_figure(request: HttpRequest, found: Engineering) -> Figure:
    """Engineering against its cap."""
    note = _("éligible : %(eligible)s, plafond : %(cap)s") % {
        "eligible": words.euros(found.eligible_cents),
        "cap": words.euros(found.cap_cents),
    }
    return Figure(money(found.spent_cents), _("d'ingénierie facturée"), here(request, "authority:engineering"), note)
