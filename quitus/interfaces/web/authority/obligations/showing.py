"""How obligations are shown."""

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Row, Status, Table, Tone

TONES: dict[str, Tone] = {
    states.COMING: "waiting",
    states.LATE: "late",
    states.DONE: "done",
    states.SUPERSEDED: "neutral",
}


def status_of(one: Obligation, today: date) -> Status:
    """Where an obligation stands."""
    state = one.state(today)
    return Status(TONES[state], _(states.LABELS[state]))


def table_of(
    request: HttpRequest, found: list[Obligation], today: date, *, empty: Empty, caption: str = "", sort: str = ""
) -> Table:
    """A register of obligations; `sort` is the key by which a list orders its dates."""
    return Table(
        caption=caption or _("Obligations"),
        columns=[
            Column(_("Ce qui est dû")),
            Column(_("Échéance"), "day", sort=sort),
            Column(_("Par")),
            Column(_("Article")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.label,
                    one.due_on,
                    _(states.OWED_BY[one.owed_by]),
                    one.article_number,
                    status_of(one, today),
                ],
                url=here(request, "authority:obligation", one.pk),
            )
            for one in found
        ],
        empty=empty,
    )
