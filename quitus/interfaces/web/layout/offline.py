"""Devices and what they took without network, as every page tells them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.redemption import conflict_rules, rules, states
from quitus.domain.redemption.conflicts import refusal_of
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.terminals import models as devices
from quitus.domain.terminals import states as device_states
from quitus.domain.terminals.models import OfflineLine, OfflineTold, Terminal
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Row,
    Status,
    Table,
    Tone,
    Words,
    code,
    day,
    moment,
    money,
)
from quitus.interfaces.web.layout.words import euros, sentence
from quitus.kernel.money import Cents

_DEVICE: dict[str, Tone] = {
    device_states.WAITING: "waiting",
    device_states.IN_USE: "done",
    device_states.STOPPED: "neutral",
}
_CONFLICT: dict[str, Tone] = {
    states.OPEN: "waiting",
    states.BORNE: "neutral",
    states.OWED: "waiting",
    states.COMPENSATED: "done",
}


def why(line: OfflineLine) -> str:
    """Why a line was decided otherwise than promised, in the reader's language; nothing for one that was recorded."""
    refusal = refusal_of(line)
    return sentence(refusal) if refusal else ""


def device_status(state: str) -> Status:
    """Where a device stands."""
    return Status(_DEVICE[state], _(device_states.TERMINAL_LABELS[state]))


def conflict_status(conflict: Conflict) -> Status:
    """Where a conflict stands."""
    return Status(_CONFLICT[conflict.state], _(states.CONFLICT_LABELS[conflict.state]))


def holds(terminal: Terminal) -> str | None:
    """What a device says that it still holds, in words; None when it has never told."""
    if terminal.held_count is None:
        return None
    count = terminal.held_count
    said = ngettext("%(count)s pass", "%(count)s pass", count) % {"count": count}
    return f"{said}, {euros(Cents(terminal.held_cents or 0))}" if count else _("Rien")


def people(terminal: Terminal) -> str:
    """Who opens a device, by name."""
    return ", ".join(person.user.full_name for person in terminal.people.all())


def own_side(conflict: Conflict) -> list[Fact]:
    """What the device says of the pass that it took."""
    line = conflict.line
    return [
        Fact(_("Pass"), code(str(conflict.number))),
        Fact(_("Encaissé hors connexion"), moment(line.taken_at), note=_("selon l'appareil")),
        Fact(_("Date du service"), day(line.service_on)),
        Fact(_("Lot reçu"), moment(line.recorded_at)),
        Fact(_("Ce que l'appareil savait"), moment(line.pack_made_at), note=_("dernière mise à jour, selon lui")),
        Fact(_("Ce qui s'y oppose"), _(conflict_rules.FOUND_LABELS[conflict.found])),
        *([Fact(_("Depuis"), moment(conflict.fact_at))] if conflict.fact_at else []),
        Fact(_("Valeur faciale"), money(conflict.face_value_cents)),
    ]


def other_side(conflict: Conflict) -> list[Fact]:
    """What was recorded first: its instant and by which door, never who."""
    if conflict.other_taken_at is None:
        return []
    return [
        Fact(_("Encaissé aussi"), moment(conflict.other_taken_at), note=_("enregistré le premier")),
        Fact(_("Comment"), _(rules.DOORS[conflict.other_door])),
    ]


def end_of(conflict: Conflict) -> list[Fact]:
    """What was decided, and what was paid."""
    if conflict.decided_at is None:
        return []
    paid = [Fact(_("Mandat"), conflict.mandat_number), Fact(_("Payé le"), day(conflict.paid_on))]
    return [
        Fact(_("Tranché"), moment(conflict.decided_at)),
        Fact(_("Raison"), conflict.reason),
        *(paid if conflict.paid_on else []),
    ]


def verdict_status(line: OfflineLine) -> Status:
    """What became of a line that was decided otherwise than promised."""
    if line.verdict == devices.CONFLICT:
        return Status("waiting", _("Conflit"))
    return Status("late", _("Refusé"))


def told_table(told: Sequence[OfflineTold], empty: Words) -> Table:
    """What was promised without network and decided otherwise."""
    return Table(
        caption=_("Promis hors connexion, décidé autrement"),
        columns=[
            Column(_("Encaissé"), "moment"),
            Column(_("Pass"), "code"),
            Column(_("Par")),
            Column(_("Décision")),
            Column(_("Pourquoi")),
        ],
        rows=[
            Row(
                [
                    one.line.taken_at or one.line.recorded_at,
                    str(one.line.number) if one.line.number else None,
                    one.user.full_name,
                    verdict_status(one.line),
                    why(one.line),
                ]
            )
            for one in told
        ],
        empty=Empty(empty, _("Ce qu'un appareil encaisse hors connexion est vérifié quand il se reconnecte.")),
    )
