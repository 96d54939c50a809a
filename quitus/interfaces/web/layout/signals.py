"""Signals as the authority and the venues see them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from quitus.domain.signals import rules, states
from quitus.domain.signals.models import Signal
from quitus.domain.signals.queries import TakenLine
from quitus.interfaces.web.layout.components import Column, Empty, Row, Status, Table, Tone, moment
from quitus.interfaces.web.layout.words import day
from quitus.interfaces.web.layout.words import moment as written_moment
from quitus.kernel.words import N_

SENTENCES = {
    rules.PERSON_DAY: N_("%(count)s pass d'un même carnet le %(day)s ; au plus %(most)s attendus."),
    rules.VENUE_DAY: N_("%(count)s pass le %(day)s ; au plus %(most)s attendus."),
    rules.VENUE_HOUR: N_("%(count)s pass entre %(first)s et %(last)s ; au plus %(most)s attendus en une heure."),
    rules.BOOKLET_MINUTES: N_("%(count)s pass d'un même carnet en %(minutes)s minutes au plus, le %(day)s."),
    rules.SEQUENCE: N_("%(count)s numéros qui se suivent le %(day)s."),
    rules.NIGHT: N_("%(count)s pass encaissés entre %(first)s et %(last)s."),
    rules.DISTANCE: N_("Deux lieux à %(km)s km l'un de l'autre, à %(minutes)s minutes d'intervalle, le %(day)s."),
    rules.MANY_UNDONE: N_("%(count)s encaissements annulés le %(day)s ; au plus %(most)s attendus."),
    rules.WRONG_CODES: N_("%(count)s codes erronés le %(day)s ; au plus %(most)s attendus."),
}
TONES: dict[str, Tone] = {
    states.OPEN: "late",
    states.LOOKED_AT: "waiting",
    states.REFERRED: "waiting",
    states.EXPLAINED: "done",
    states.CORRECTED: "done",
}


def signal_status(signal: Signal) -> Status:
    """Where a signal stands."""
    return Status(TONES[signal.state], _(states.SIGNAL_LABELS[signal.state]))


def signal_sentence(signal: Signal) -> str:
    """What was seen, in one sentence with its figures."""
    facts = {"first": written_moment(signal.first_at), "last": written_moment(signal.last_at)}
    return _(SENTENCES[signal.kind]) % (dict(signal.facts) | facts | {"day": day(signal.first_at)})


def lines_table(lines: Sequence[TakenLine]) -> Table:
    """The takings that a signal is about."""
    return Table(
        caption=_("Encaissements concernés"),
        columns=[
            Column(_("Pass"), "code"),
            Column(_("Service du"), "day"),
            Column(_("Service")),
            Column(_("Lieu")),
            Column(_("Enregistré")),
            Column(_("Par")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    str(line.taken.number),
                    line.taken.service_on,
                    _(line.taken.service.label),
                    line.taken.venue.name,
                    moment(line.taken.recorded_at),
                    line.taken.user.full_name,
                    Status("neutral", _("Annulé")) if line.is_undone else Status("done", _("Encaissé")),
                ]
            )
            for line in lines
        ],
        empty=Empty(_("Aucun encaissement : il s'agit de codes saisis qui ne sont ceux d'aucun pass.")),
    )
