"""How a régie, its points and its appointments are written."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.distribution import catalogue, queries, rules, states
from quitus.domain.distribution.models import Appointment, DistributionPoint, Imprest
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Next, Row, Status, Table, Tone, money
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

IMPREST_TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.ASSENTED: "waiting",
    states.OPEN: "done",
    states.CLOSED: "neutral",
}
APPOINTMENT_TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.IN_FORCE: "done",
    states.ENDED: "neutral",
}


def imprest_status(one: Imprest) -> Status:
    """Where a régie stands."""
    return Status(IMPREST_TONES[one.state], _(states.IMPREST_LABELS[one.state]))


def imprest_facts(one: Imprest) -> list[Fact]:
    """What a régie may hold, what it holds, its acts."""
    held = queries.held_by_imprest(one.pk)
    return [
        Fact(_("Plafond"), money(one.ceiling_cents), _("valeur des pass au coffre et dans les points")),
        Fact(_("Détient aujourd'hui"), money(held.value_cents), _("%(count)s pass") % {"count": held.count}),
        Fact(_("Objet"), one.purpose),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        Fact(_("Acte constitutif"), one.act_reference, day(one.constituted_on) if one.constituted_on else ""),
        *([Fact(_("Close le"), one.closed_on)] if one.closed_on else []),
    ]


def imprest_coming(one: Imprest) -> list[Next]:
    """What comes next for a régie, and who owes it."""
    if one.state == states.PROPOSED:
        return [Next(_("Donner l'avis conforme"), _("le comptable public"))]
    if one.state == states.ASSENTED:
        return [Next(_("Signer l'acte constitutif"), _("la collectivité"))]
    return []


def imprests_table(found: Sequence[Imprest], *, url: Callable[[Imprest], str], empty: Empty) -> Table:
    """A list of régies."""
    return Table(
        caption=_("Régies"),
        columns=[
            Column(_("Régie")),
            Column(_("Plafond"), "money"),
            Column(_("Avis du comptable"), "day"),
            Column(_("Acte du"), "day"),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row([one.name, one.ceiling_cents, one.assent_on, one.constituted_on, imprest_status(one)], url=url(one))
            for one in found
        ],
        empty=empty,
    )


def appointment_status(one: Appointment) -> Status:
    """Where an appointment stands today."""
    state = rules.appointment_state(one.assent_on, one.ends_on, today())
    if state == states.IN_FORCE and one.starts_on > today():
        return Status("neutral", _("À partir du %(day)s") % {"day": day(one.starts_on)})
    return Status(APPOINTMENT_TONES[state], _(states.APPOINTMENT_LABELS[state]))


def appointment_facts(one: Appointment) -> list[Fact]:
    """What an appointment says."""
    return [
        Fact(_("Personne"), one.user.full_name),
        Fact(_("Nomination"), _(catalogue.APPOINTMENT_KINDS[one.kind])),
        Fact(_("Où"), one.point.name if one.point else one.imprest.name),
        Fact(_("Arrêté"), one.act_reference),
        Fact(_("À partir du"), one.starts_on),
        Fact(_("Jusqu'au"), one.ends_on, "" if one.ends_on else _("sans fin prévue")),
        Fact(_("Avis conforme du comptable"), one.assent_on),
    ]


def appointments_table(
    found: Sequence[Appointment], *, url: Callable[[Appointment], str] | None = None, empty: Empty
) -> Table:
    """Who is appointed to what; `url` gives the page that each opens."""
    return Table(
        caption=_("Personnes nommées"),
        columns=[
            Column(_("Personne")),
            Column(_("Nomination")),
            Column(_("Où")),
            Column(_("Du"), "day"),
            Column(_("Au"), "day"),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row(
                [
                    one.user.full_name,
                    _(catalogue.APPOINTMENT_KINDS[one.kind]),
                    one.point.name if one.point else one.imprest.name,
                    one.starts_on,
                    one.ends_on,
                    appointment_status(one),
                ],
                url=url(one) if url else "",
            )
            for one in found
        ],
        empty=empty,
    )


def points_table(
    found: Sequence[DistributionPoint], *, url: Callable[[DistributionPoint], str] | None = None, empty: Empty
) -> Table:
    """The points of a régie, who hands out there, what they hold."""
    agents = queries.agents_by_point(today())
    held = queries.stock_by_holder()
    return Table(
        caption=_("Points de distribution"),
        columns=[
            Column(_("Point")),
            Column(_("Commune")),
            Column(_("Mandataires")),
            Column(_("Pass"), "number"),
            Column(_("Ouvert le"), "day"),
        ],
        rows=[
            Row(
                [
                    point.name,
                    point.commune,
                    ", ".join(agents.get(point.pk, [])) or Status("waiting", _("Aucun mandataire")),
                    held[point.holder.pk].count if point.holder.pk in held else 0,
                    point.opened_on,
                ],
                url=url(point) if url else "",
            )
            for point in found
        ],
        empty=empty,
    )
