"""What an amendment does to obligations: what would move while it is a draft, what has moved once it is in force."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from quitus.domain.grants import queries as grants
from quitus.domain.grants import states
from quitus.domain.grants.models import Amendment
from quitus.domain.obligations import queries
from quitus.domain.obligations.models import Obligation
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal

# The day it is sorted by, its name, its date before and after (or a word), its page.
Line = tuple[date, str, date | str, date | str, str]


def moved_obligations(request: SchemeRequest, text: Amendment) -> Table:
    """Each obligation that the amendment moves, adds or ends, with its date before and after."""
    is_draft = text.state == states.DRAFTED
    rows = list(_to_come(request, text) if is_draft else _done(request, text))
    return Table(
        caption=_("Obligations qui bougeront à la signature") if is_draft else _("Obligations qui ont bougé"),
        columns=[Column(_("Obligation")), Column(_("Échéance avant"), "day"), Column(_("Échéance après"), "day")],
        rows=rows,
        empty=Empty(
            _("L'avenant ne déplace aucune obligation."),
            _("Les échéances suivent les dates de la convention et ses règles d'obligation."),
        ),
    )


def _to_come(request: SchemeRequest, text: Amendment) -> Iterator[Row]:
    """As if the amendment took effect today; only what it lists itself while the terms are not complete."""
    known = {one.pk: one for one in queries.all_obligations(text.convention_id)}
    on = today()
    try:
        terms = grants.terms_under(text.pk, on)
        plan = queries.preview(text.convention_id, terms=terms, since=on, amendment_id=text.pk)
    except Refusal:
        for move in queries.amended(text.pk):
            yield Row([move.label, None, move.due_on])
        return
    lines: list[Line] = [(due.due_on, due.label, _("nouvelle"), due.due_on, "") for due in plan.added]
    for held, due in plan.moved:
        lines.append((due.due_on, due.label, held.due_on, due.due_on, _page(request, known[held.key])))
    for held in plan.dropped:
        one = known[held.key]
        lines.append((held.due_on, one.label, held.due_on, _("plus due"), _page(request, one)))
    yield from _by_date(lines)


def _done(request: SchemeRequest, text: Amendment) -> Iterator[Row]:
    """What carries the amendment's mark: replaced by it, or added by it."""
    every = list(queries.all_obligations(text.convention_id))
    before = {one.pk: one for one in every}
    lines: list[Line] = []
    replaced = set()
    for one in every:
        if one.added_by_amendment_id == text.pk:
            held = before.get(one.replaces_id or 0)
            replaced.add(one.replaces_id)
            was = held.due_on if held else _("nouvelle")
            lines.append((one.due_on, one.label, was, one.due_on, _page(request, one)))
    lines.extend(
        (one.due_on, one.label, one.due_on, _("plus due"), _page(request, one))
        for one in every
        if one.superseded_by_amendment_id == text.pk and one.pk not in replaced
    )
    yield from _by_date(lines)


def _page(request: SchemeRequest, one: Obligation) -> str:
    return here(request, "authority:obligation", one.pk)


def _by_date(lines: list[Line]) -> Iterator[Row]:
    for _on, label, was, becomes, url in sorted(lines, key=lambda line: line[:2]):
        yield Row([label, was, becomes], url=url)
