"""How a régie, its points and its appointments are written."""

from collections.abc import Callable, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from quitus.domain.distribution import catalogue, queries, states
from quitus.domain.distribution.models import Appointment, Imprest, ImprestAmendment
from quitus.domain.distribution.regie import Terms
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Next, Row, Status, Table, Tone, money, number
from quitus.interfaces.web.layout.regie_people import (
    appointment_coming,
    appointment_facts,
    appointment_lead,
    appointment_status,
    appointments_table,
    latest_sub_regie,
    people_of_point_table,
    point_facts,
    point_status,
    points_table,
    sub_regie_coming,
    sub_regie_facts,
    sub_regie_status,
)
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today

__all__ = [
    "NothingAsked",
    "amendment_coming",
    "amendment_facts",
    "amendment_status",
    "amendments_table",
    "appointment_coming",
    "appointment_facts",
    "appointment_lead",
    "appointment_status",
    "appointments_table",
    "changes_table",
    "closing_facts",
    "imprest_coming",
    "imprest_facts",
    "imprest_status",
    "imprests_table",
    "latest_sub_regie",
    "people_of_point_table",
    "point_facts",
    "point_status",
    "points_table",
    "sub_regie_coming",
    "sub_regie_facts",
    "sub_regie_status",
    "terms_facts",
]

IMPREST_TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.ASSENTED: "waiting",
    states.OPEN: "done",
    states.CLOSED: "neutral",
}
AMENDMENT_TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.ASSENTED: "waiting",
    states.ADOPTED: "done",
    states.WITHDRAWN: "neutral",
}


def imprest_status(one: Imprest) -> Status:
    """Where a régie stands."""
    return Status(IMPREST_TONES[one.state], _(states.IMPREST_LABELS[one.state]))


class NothingAsked(forms.Form):
    """An act that asks nothing more than its button."""


def terms_facts(terms: Terms) -> list[Fact]:
    """What an act says."""
    allowed = [_(label) for key, label in catalogue.REGIE_OPERATIONS.items() if key in terms.allowed]
    return [
        Fact(_("Objet"), terms.purpose),
        Fact(_("Opérations permises"), " ; ".join(allowed)),
        Fact(_("Plafond de valeurs"), money(terms.ceiling_cents), _("coffre et points réunis")),
        *([Fact(_("Plafond d'espèces"), money(terms.cash_ceiling_cents))] if terms.cash_ceiling_cents else []),
        Fact(_("Versement des pièces"), _(catalogue.PERIODICITIES[terms.periodicity])),
        Fact(_("Adresse"), terms.address),
        Fact(_("Comptable assignataire"), terms.accounting_office),
    ]


def imprest_facts(one: Imprest) -> list[Fact]:
    """What a régie may do and hold today, what it holds, its acts."""
    terms = queries.terms_on(one.pk, today())
    held = queries.held_by_imprest(one.pk)
    cash = queries.cash_on(one.pk)
    return [
        *terms_facts(terms),
        Fact(_("Détient aujourd'hui"), money(held.value_cents), _("%(count)s pass") % {"count": count(held.count)}),
        *([Fact(_("Espèces aujourd'hui"), money(cash))] if terms.cash_ceiling_cents or cash else []),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        Fact(_("Acte constitutif"), one.act_reference, day(one.constituted_on) if one.constituted_on else ""),
        *([Fact(_("Close le"), one.closed_on, one.closing_reference)] if one.closed_on else []),
    ]


def closing_facts(one: Imprest, on: date) -> list[Fact]:
    """The final statement of a régie: what it still holds, who still serves."""
    held = queries.held_by_imprest(one.pk)
    serving = sum(power.is_in_force(on) for power in queries.powers(imprest_id=one.pk))
    open_points = [point for point in queries.points(open_on=on) if point.imprest_id == one.pk]
    return [
        Fact(_("Régie"), one.name, one.act_reference),
        Fact(_("Pass encore détenus"), number(held.count), _("la régie doit être vide")),
        Fact(_("Espèces encore détenues"), money(queries.cash_on(one.pk))),
        Fact(_("Nominations en vigueur"), number(serving), _("elles prennent fin ce jour-là")),
        Fact(_("Points ouverts"), number(len(open_points)), _("ils ferment ce jour-là")),
    ]


def imprest_coming(one: Imprest) -> list[Next]:
    """What comes next for a régie, and who owes it."""
    if one.state == states.PROPOSED:
        return [Next(_("Donner l'avis conforme"), _("le comptable public"))]
    if one.state == states.ASSENTED:
        return [Next(_("Signer l'acte constitutif"), _("la collectivité"))]
    if one.state == states.CLOSED:
        return []
    return [
        Next(_("Faire la remise de service à %(name)s") % {"name": made.user.full_name}, _("les deux régisseurs"))
        for made in queries.appointments(imprest_id=one.pk)
        if _awaits_handover(made)
    ]


def _awaits_handover(made: Appointment) -> bool:
    return made.kind == catalogue.HOLDER and made.assent_on is not None and queries.owes_handover(made)


# --- amendments of the act


def amendment_status(one: ImprestAmendment) -> Status:
    """Where an amendment of the act stands; once signed, whether it holds yet."""
    if one.starts_on is not None and one.starts_on > today():
        return Status("waiting", _("Prend effet le %(day)s") % {"day": day(one.starts_on)})
    return Status(AMENDMENT_TONES[one.state], _(states.IMPREST_AMENDMENT_LABELS[one.state]))


def amendment_facts(one: ImprestAmendment) -> list[Fact]:
    """Whose act it amends, why, its dates."""
    return [
        Fact(_("Régie"), one.imprest.name, one.imprest.act_reference),
        Fact(_("Motif"), one.reason),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        Fact(_("Signé le"), one.adopted_on, one.act_reference),
        Fact(_("Prend effet le"), one.starts_on),
    ]


def amendment_coming(one: ImprestAmendment) -> list[Next]:
    """What comes next for an amendment, and who owes it."""
    if one.state == states.PROPOSED:
        return [Next(_("Donner l'avis conforme"), _("le comptable public"))]
    if one.state == states.ASSENTED:
        return [Next(_("Signer l'avenant"), _("la collectivité"))]
    return []


def changes_table(one: ImprestAmendment) -> Table:
    """What an amendment changes: the act before it, and after."""
    earlier = [made for made in queries.amendments(one.imprest_id) if made.adopted_on and made.rank < one.rank]
    before = terms_facts((earlier[-1] if earlier else one.imprest).terms)
    after = {fact.label: fact for fact in terms_facts(one.terms)}
    known = {fact.label for fact in before}
    pairs = [(fact.label, fact.value, after[fact.label].value if fact.label in after else "") for fact in before]
    pairs += [(fact.label, "", fact.value) for fact in after.values() if fact.label not in known]
    return Table(
        caption=_("Ce qui change"),
        columns=[Column(_("L'acte dit")), Column(_("Avant")), Column(_("Après"))],
        rows=[Row([label, old, new]) for label, old, new in pairs if old != new],
        empty=Empty(_("Rien ne change.")),
    )


def amendments_table(found: Sequence[ImprestAmendment], *, url: Callable[[ImprestAmendment], str]) -> Table:
    """The amendments of an act, in their order."""
    return Table(
        caption=_("Avenants à l'acte constitutif"),
        columns=[
            Column(_("Avenant")),
            Column(_("Motif")),
            Column(_("Plafond"), "money"),
            Column(_("Prend effet"), "day"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [f"n° {one.rank}", one.reason, one.ceiling_cents, one.starts_on, amendment_status(one)],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(_("Aucun avenant.")),
    )


# --- the list


def imprests_table(found: Sequence[Imprest], *, url: Callable[[Imprest], str], empty: Empty) -> Table:
    """A list of régies, each with the ceiling in force today."""
    changed = queries.ceilings_on([one.pk for one in found], today())

    def cells(one: Imprest) -> list[object]:
        ceiling = changed.get(one.pk, one.ceiling_cents)
        return [one.name, ceiling, one.assent_on, one.constituted_on, imprest_status(one)]

    return Table(
        caption=_("Régies"),
        columns=[
            Column(_("Régie")),
            Column(_("Plafond"), "money"),
            Column(_("Avis du comptable"), "day"),
            Column(_("Acte du"), "day"),
            Column(_("Où elle en est")),
        ],
        rows=[Row(cells(one), url=url(one)) for one in found],
        empty=empty,
    )
