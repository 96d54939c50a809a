"""How the people and the points of a régie are written."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.distribution import catalogue, queries, rules, states
from quitus.domain.distribution.models import Appointment, DistributionPoint, MandatedPerson, SubRegie
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Next, Row, Status, Table, Tone, money
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today

APPOINTMENT_TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.IN_FORCE: "done",
    states.ENDED: "neutral",
}


def appointment_status(one: Appointment) -> Status:
    """Where an appointment stands today; an imprest holder who has not taken over yet cannot act."""
    state = rules.appointment_state(one.assent_on, one.ends_on, today())
    if state == states.IN_FORCE and one.starts_on > today():
        return Status("neutral", _("À partir du %(day)s") % {"day": day(one.starts_on)})
    if state == states.IN_FORCE and one.kind == catalogue.HOLDER and queries.owes_handover(one):
        return Status("waiting", _("Remise de service à faire"))
    return Status(APPOINTMENT_TONES[state], _(states.APPOINTMENT_LABELS[state]))


def appointment_lead(one: Appointment) -> str:
    """What an appointment lets its person do, in one sentence."""
    if one.kind == catalogue.AGENT:
        return _("Mandataire : remet les pass à son point de distribution.")
    if one.kind == catalogue.SUB_HOLDER:
        return _("Sous-régisseur : répond de la sous-régie et y remet les pass.")
    if one.kind == catalogue.SUBSTITUTE:
        return _("Mandataire suppléant : remplace le régisseur absent, deux mois au plus.")
    return _("Régisseur : répond du coffre et des pass de la régie.")


def appointment_coming(one: Appointment) -> list[Next]:
    """What is still owed for an appointment, and by whom."""
    if one.assent_on is None:
        late = one.starts_on < today()
        return [Next(_("Donner l'avis conforme"), _("le comptable public"), due=one.starts_on, late=late)]
    if one.kind == catalogue.HOLDER and queries.owes_handover(one):
        return [Next(_("Faire la remise de service"), _("les deux régisseurs"), due=one.starts_on)]
    return []


def appointment_facts(one: Appointment) -> list[Fact]:
    """What an appointment says."""
    before = queries.predecessor(one)
    return [
        Fact(_("Personne"), one.user.full_name),
        Fact(_("Nomination"), _(catalogue.APPOINTMENT_KINDS[one.kind])),
        Fact(_("Où"), one.point.name if one.point else one.imprest.name),
        Fact(_("Arrêté"), one.act_reference),
        Fact(_("À partir du"), one.starts_on),
        Fact(_("Jusqu'au"), one.ends_on, "" if one.ends_on else _("sans fin prévue")),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        *([Fact(_("Succède à"), before.user.full_name)] if before else []),
        *([Fact(_("Remise de service"), one.handed_over_on)] if before or one.handed_over_on else []),
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


# --- points


def point_status(one: DistributionPoint) -> Status:
    """Whether pass may come to a point today."""
    if one.closed_on is not None and one.closed_on <= today():
        return Status("neutral", _("Fermé"))
    if one.opened_on > today():
        return Status("waiting", _("À partir du %(day)s") % {"day": day(one.opened_on)})
    return Status("done", _("Ouvert"))


def point_facts(one: DistributionPoint) -> list[Fact]:
    """Where a point is, under whom, what it holds."""
    held = queries.held_by(one.holder.pk)
    under = one.imprest.name if one.imprest else one.mandate.body.name if one.mandate else ""
    return [
        Fact(_("Régie") if one.imprest else _("Organisme mandaté"), under),
        Fact(_("Organisme qui l'accueille"), one.organisation_name),
        Fact(_("Adresse"), one.address, one.commune),
        Fact(_("Ouvert le"), one.opened_on),
        *([Fact(_("Fermé le"), one.closed_on)] if one.closed_on else []),
        Fact(_("Détient aujourd'hui"), money(held.value_cents), _("%(count)s pass") % {"count": count(held.count)}),
    ]


def latest_sub_regie(one: DistributionPoint) -> SubRegie | None:
    """The sous-régie that a point is, becomes, or was last."""
    return queries.sub_regies().filter(point_id=one.pk).order_by("-pk").first()


def sub_regie_status(one: SubRegie) -> Status:
    """Where a sous-régie stands."""
    tone: Tone = "done" if one.state == states.OPEN else "neutral" if one.state == states.CLOSED else "waiting"
    return Status(tone, _(states.SUB_REGIE_LABELS[one.state]))


def sub_regie_facts(one: SubRegie | None) -> list[Fact]:
    """What makes a point a sous-régie; nothing for a simple point."""
    if one is None:
        return []
    return [
        Fact(_("Sous-régie"), sub_regie_status(one)),
        Fact(_("Plafond de la sous-régie"), money(one.ceiling_cents)),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        Fact(_("Acte"), one.act_reference, day(one.adopted_on) if one.adopted_on else ""),
        *([Fact(_("Sous-régie close le"), one.closed_on)] if one.closed_on else []),
    ]


def sub_regie_coming(one: SubRegie | None) -> list[Next]:
    """What comes next for a sous-régie, and who owes it."""
    if one is not None and one.state == states.PROPOSED:
        return [Next(_("Donner l'avis conforme"), _("le comptable public"))]
    if one is not None and one.state == states.ASSENTED:
        return [Next(_("Signer l'acte de la sous-régie"), _("la collectivité"))]
    return []


def points_table(
    found: Sequence[DistributionPoint], *, url: Callable[[DistributionPoint], str] | None = None, empty: Empty
) -> Table:
    """The points of a régie or of a mandated body, who hands out there, what they hold."""
    agents = queries.agents_by_point(today())
    held = queries.stock_by_holder()
    sub_regies = {one.point_id: one for one in queries.sub_regies() if one.state == states.OPEN}
    return Table(
        caption=_("Points de distribution"),
        columns=[
            Column(_("Point")),
            Column(_("Commune")),
            Column(_("Mandataires")),
            Column(_("Pass"), "number"),
            Column(_("Plafond propre"), "money"),
            Column(_("Ouvert le"), "day"),
        ],
        rows=[
            Row(
                [
                    point.name,
                    point.commune,
                    ", ".join(agents.get(point.pk, [])) or Status("waiting", _("Aucun mandataire")),
                    held[point.holder.pk].count if point.holder.pk in held else 0,
                    sub_regies[point.pk].ceiling_cents if point.pk in sub_regies else None,
                    point.opened_on,
                ],
                url=url(point) if url else "",
            )
            for point in found
        ],
        empty=empty,
    )


def people_of_point_table(
    one: DistributionPoint,
    *,
    appointment_url: Callable[[Appointment], str],
    person_url: Callable[[MandatedPerson], str],
    empty: Empty,
) -> Table:
    """Who is named to serve at a point, of the régie or of the mandated body."""
    rows = []
    if one.imprest_id is not None:
        rows = [
            Row(
                [made.user.full_name, _(catalogue.APPOINTMENT_KINDS[made.kind]), made.starts_on, made.ends_on],
                url=appointment_url(made),
            )
            for made in queries.appointments(imprest_id=one.imprest_id)
            if made.point_id == one.pk
        ]
    elif one.mandate_id is not None:
        rows = [
            Row([made.user.full_name, _("Personne mandatée"), made.starts_on, made.ends_on], url=person_url(made))
            for made in queries.mandated_people(one.mandate_id)
            if made.point_id in (None, one.pk)
        ]
    return Table(
        caption=_("Qui y remet les pass"),
        columns=[Column(_("Personne")), Column(_("Nomination")), Column(_("Du"), "day"), Column(_("Au"), "day")],
        rows=rows,
        empty=empty,
    )
