"""How conventions de mandat, the people of mandated bodies and their accounts are written."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import MandateConvention, MandatedPerson
from quitus.domain.distribution.regie import AccountPeriod
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Next, Row, Status, Table, Tone, money
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today

TONES: dict[str, Tone] = {
    states.PROPOSED: "waiting",
    states.ASSENTED: "waiting",
    states.IN_FORCE: "done",
    states.CLOSED: "neutral",
}


def mandate_status(one: MandateConvention) -> Status:
    """Where a convention de mandat stands today."""
    if one.state == states.IN_FORCE and one.starts_on > today():
        return Status("neutral", _("À partir du %(day)s") % {"day": day(one.starts_on)})
    if one.state == states.IN_FORCE and one.ends_on < today():
        return Status("late", _("Arrivée à son terme"))
    return Status(TONES[one.state], _(states.MANDATE_LABELS[one.state]))


def mandate_facts(one: MandateConvention) -> list[Fact]:
    """What a convention de mandat says, and what its body holds."""
    every = ngettext("tous les %(count)s mois", "tous les %(count)s mois", one.accounts_every_months)
    facts = [
        Fact(_("Organisme"), one.body.name),
        Fact(_("Objet"), one.purpose),
        Fact(_("Durée"), _("du %(first)s au %(last)s") % {"first": day(one.starts_on), "last": day(one.ends_on)}),
        Fact(_("Plafond de valeurs"), money(one.ceiling_cents), _("points compris")),
        Fact(_("Rémunération par an"), money(one.remuneration_cents) if one.remuneration_cents else _("gratuit")),
        Fact(
            _("Comptes rendus"),
            every % {"count": one.accounts_every_months},
            _("sous %(days)s jours") % {"days": one.accounts_within_days},
        ),
        Fact(_("Avis conforme du comptable"), one.assent_on),
        Fact(_("Convention signée"), one.act_reference, day(one.signed_on) if one.signed_on else ""),
    ]
    if one.signed_on is not None:
        held = queries.held_by_mandate(one.pk)
        words = _("%(count)s pass") % {"count": count(held.count)}
        facts.append(Fact(_("Détient aujourd'hui"), money(held.value_cents), words))
    if one.closed_on is not None:
        facts.append(Fact(_("Close le"), one.closed_on))
    return facts


def periods_owed(one: MandateConvention, on: date) -> list[AccountPeriod]:
    """The periods that are over and not accounted for yet."""
    rendered = set(queries.accounts_of(one.pk).values_list("period_from", flat=True))
    return [period for period in queries.periods_of(one) if period.ends_on < on and period.starts_on not in rendered]


def mandate_coming(one: MandateConvention) -> list[Next]:
    """What comes next for a convention de mandat, and who owes it."""
    if one.state == states.PROPOSED:
        return [Next(_("Donner l'avis conforme"), _("le comptable public"))]
    if one.state == states.ASSENTED:
        return [Next(_("Signer la convention"), _("la collectivité et l'organisme"))]
    body = one.body.short_name
    return [
        Next(
            _("Rendre les comptes de la période finie le %(last)s") % {"last": day(period.ends_on)},
            body,
            due=period.due_on,
            late=period.due_on < today(),
        )
        for period in periods_owed(one, today())
    ]


def mandates_table(
    found: Sequence[MandateConvention], *, url: Callable[[MandateConvention], str], empty: Empty
) -> Table:
    """A list of conventions de mandat."""
    return Table(
        caption=_("Organismes mandatés"),
        columns=[
            Column(_("Organisme")),
            Column(_("Du"), "day"),
            Column(_("Au"), "day"),
            Column(_("Plafond"), "money"),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row([one.body.short_name, one.starts_on, one.ends_on, one.ceiling_cents, mandate_status(one)], url=url(one))
            for one in found
        ],
        empty=empty,
    )


def person_facts(one: MandatedPerson) -> list[Fact]:
    """Whom a body has named, where, by which letter."""
    return [
        Fact(_("Personne"), one.user.full_name),
        Fact(_("Où"), one.point.name if one.point else _("Partout, réserve comprise")),
        Fact(_("Courrier de l'organisme"), one.reference),
        Fact(_("À partir du"), one.starts_on),
        Fact(_("Jusqu'au"), one.ends_on, "" if one.ends_on else _("fin de la convention")),
    ]


def people_table(found: Sequence[MandatedPerson], *, url: Callable[[MandatedPerson], str], empty: Empty) -> Table:
    """The people whom a body has named."""
    return Table(
        caption=_("Personnes nommées par l'organisme"),
        columns=[
            Column(_("Personne")),
            Column(_("Où")),
            Column(_("Courrier")),
            Column(_("Du"), "day"),
            Column(_("Au"), "day"),
        ],
        rows=[
            Row(
                [
                    one.user.full_name,
                    one.point.name if one.point else _("Partout"),
                    one.reference,
                    one.starts_on,
                    one.ends_on,
                ],
                url=url(one) if one.ends_on is None or one.ends_on > today() else "",
            )
            for one in found
        ],
        empty=empty,
    )


def accounts_table(one: MandateConvention) -> Table:
    """Every period of a mandate begun so far, with the account rendered for it or its last day."""
    rendered = {made.period_from: made for made in queries.accounts_of(one.pk)}
    rows = []
    for period in queries.periods_of(one):
        if period.starts_on > today():
            break
        made = rendered.get(period.starts_on)
        rows.append(
            Row(
                [
                    period.starts_on,
                    period.ends_on,
                    period.due_on,
                    made.rendered_on if made else None,
                    _told(period, made),
                ]
            )
        )
    return Table(
        caption=_("Comptes de l'organisme"),
        columns=[
            Column(_("Du"), "day"),
            Column(_("Au"), "day"),
            Column(_("À rendre pour le"), "day"),
            Column(_("Rendu le"), "day"),
            Column(_("Où il en est")),
        ],
        rows=rows,
        empty=Empty(_("Aucune période commencée.")),
    )


def _told(period: AccountPeriod, made: object) -> Status:
    if made is not None:
        return Status("done", _("Rendu"))
    if period.ends_on >= today():
        return Status("neutral", _("Période en cours"))
    return Status("late", _("En retard")) if period.due_on < today() else Status("waiting", _("Attendu"))
