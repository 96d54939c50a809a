"""How a statement of expenditure is written: the same for authority, accountant and funder."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quitus.domain.reporting import catalogue, states
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.domain.reporting.queries import Told
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Kind,
    Next,
    Row,
    Status,
    Step,
    Table,
    code,
    moment,
    money,
)
from quitus.interfaces.web.layout.pages import Section
from quitus.interfaces.web.layout.reports import TONES, Figures, basis_facts, day_of
from quitus.interfaces.web.layout.words import day


def statements_table(
    found: Sequence[ExpenditureStatement], *, url: Callable[[ExpenditureStatement], str], empty: Empty
) -> Table:
    """A list of statements; `url` gives the page that each opens."""
    return Table(
        caption=_("États des dépenses réalisées"),
        columns=[
            Column(_("État des dépenses")),
            Column(_("Arrêté au"), "day"),
            Column(_("Signé le"), "day"),
            Column(_("Attesté le"), "day"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [
                    kind_of_statement(one.kind),
                    one.until,
                    one.signed_on,
                    one.attested_on,
                    statement_status(one.state),
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=empty,
    )


def lead(one: ExpenditureStatement) -> str:
    """One sentence: what it lists, and whether that can still change."""
    if one.state == states.PREPARED:
        return _("Dépenses payées jusqu'au %(day)s. Elles seront figées à la signature.") % {"day": day(one.until)}
    return _("Dépenses payées jusqu'au %(day)s, figées à la signature.") % {"day": day(one.until)}


def facts(one: ExpenditureStatement, told: Told) -> list[Fact]:
    """Who signed, attested, received, and when."""
    given = [Fact(_("Convention"), one.convention.number), Fact(_("Chiffres connus au"), moment(told.known_at))]
    if one.signed_on:
        given.append(Fact(_("Signé"), _by(one.signed_by, one.signed_on)))
    if one.attested_on:
        given.append(Fact(_("Attesté"), _by(one.attested_by, one.attested_on), _("par le comptable public")))
    if one.declined_on:
        given.append(Fact(_("Attestation refusée"), one.decline_reason, day(one.declined_on)))
    if one.transmitted_on:
        given.append(Fact(_("Transmis"), one.transmitted_to, day(one.transmitted_on)))
    if told.is_frozen:
        given.append(Fact(_("Empreinte"), code(told.sha256[:16]), _("Chaque chiffre figé peut être recalculé.")))
    return given


def coming(one: ExpenditureStatement) -> list[Next]:
    """What comes next, and who owes it."""
    awaited = {
        states.PREPARED: Next(_("Signer l'état"), _("l'ordonnateur")),
        states.SIGNED: Next(_("Attester l'état"), _("le comptable public")),
        states.ATTESTED: Next(_("Transmettre l'état au financeur"), _("la collectivité")),
        states.DECLINED: Next(_("Préparer un nouvel état"), _("la collectivité")),
    }
    return [awaited[one.state]] if one.state in awaited else []


def sections(one: ExpenditureStatement, told: Told) -> list[Section]:
    """The paper: what it is, its lines, what the funder's share is computed on."""
    scheme = one.scheme
    return [
        Section(
            facts=[
                Fact(_("Titulaire"), scheme.authority.name),
                Fact(_("Financeur"), scheme.funder.name),
                Fact(_("Convention"), f"{one.convention.number} – {one.convention.title}"),
                Fact(_("Dépenses payées jusqu'au"), one.until),
            ],
        ),
        Section(title=_("Dépenses réalisées"), table=statement_table(told.figures)),
        Section(title=_("Part du financeur"), facts=basis_facts(told.figures)),
        Section(
            text=_("Le comptable public atteste que les dépenses ci-dessus ont été payées par mandat."),
            facts=[Fact(_("Empreinte"), code(told.sha256))] if told.is_frozen else [],
        ),
    ]


def reference(one: ExpenditureStatement) -> str:
    """What stands in the corner of the paper."""
    return _("Arrêté au %(day)s") % {"day": day(one.until)}


def signatures() -> list[str]:
    """Who signs the paper."""
    return [_("Pour la collectivité"), _("Le comptable public (attestation)")]


def steps_of(one: ExpenditureStatement) -> list[Step]:
    """The way of a statement."""
    return statement_steps(
        one.state,
        signed_on=one.signed_on,
        attested_on=one.attested_on,
        declined_on=one.declined_on,
        transmitted_on=one.transmitted_on,
    )


def statement_status(state: str) -> Status:
    """Where a statement stands."""
    return Status(TONES[state], _(states.STATEMENT_LABELS[state]))


def kind_of_statement(kind: str) -> str:
    """« État intermédiaire des dépenses réalisées »."""
    return _(catalogue.STATEMENT_LABELS[kind])


def statement_table(figures: Figures, urls: Mapping[int, str] | None = None) -> Table:
    """The statement, one line an expense, with its totals; the papers of an expense stand in one column.

    `urls` are the pages of the expenses.
    """
    links, totals = urls or {}, figures["totals"]
    return Table(
        caption=_("Dépenses réalisées"),
        columns=[
            Column(_("Poste et fournisseur")),
            Column(_("Facture, mandat, paiement")),
            Column(_("HT"), "money"),
            Column(_("TVA"), "money"),
            Column(_("TTC"), "money"),
            Column(_("Éligible"), "money"),
        ],
        rows=[
            Row(
                [
                    f"{line['line']} – {line['supplier']}",
                    _papers(line),
                    line["net_cents"],
                    line["vat_cents"],
                    line["gross_cents"],
                    line["eligible_cents"],
                ],
                url=links.get(line["spending_id"], ""),
            )
            for line in figures["lines"]
        ],
        totals=[
            _("Total"),
            "",
            money(totals["net_cents"]),
            money(totals["vat_cents"]),
            money(totals["gross_cents"]),
            money(totals["eligible_cents"]),
        ],
        empty=Empty(
            _("Aucune dépense payée à cette date."),
            _("Une dépense entre dans l'état quand la date de son paiement est enregistrée."),
        ),
    )


def statement_csv_table(figures: Figures) -> Table:
    """The statement with every column of the funder's form in a column of its own, for a spreadsheet."""
    kinds: list[tuple[str, str, Kind]] = [
        ("line", _("Poste"), "text"),
        ("supplier", _("Fournisseur"), "text"),
        ("title", _("Objet"), "text"),
        ("invoice_reference", _("Facture"), "text"),
        ("invoiced_on", _("Date de facture"), "day"),
        ("net_cents", _("HT"), "money"),
        ("vat_cents", _("TVA"), "money"),
        ("gross_cents", _("TTC"), "money"),
        ("mandat_number", _("Mandat"), "text"),
        ("bordereau_number", _("Bordereau"), "text"),
        ("mandated_on", _("Date du mandat"), "day"),
        ("paid_on", _("Payée le"), "day"),
        ("eligible_cents", _("Éligible"), "money"),
    ]
    return Table(
        caption=_("Dépenses réalisées"),
        columns=[Column(label, kind) for _key, label, kind in kinds],
        rows=[
            Row([day_of(line[key]) if kind == "day" else line[key] for key, _label, kind in kinds])
            for line in figures["lines"]
        ],
        empty=Empty(_("Aucune dépense payée à cette date.")),
    )


def statement_steps(
    state: str,
    *,
    signed_on: date | None,
    attested_on: date | None,
    declined_on: date | None,
    transmitted_on: date | None,
) -> list[Step]:
    """The way of a statement."""
    declined = state == states.DECLINED
    reached = [
        (_("Préparé"), None, True),
        (_("Signé par la collectivité"), signed_on, signed_on is not None),
        (
            _("Attestation refusée") if declined else _("Attesté par le comptable public"),
            declined_on if declined else attested_on,
            declined or attested_on is not None,
        ),
        (_("Transmis au financeur"), transmitted_on, transmitted_on is not None),
    ]
    done = sum(1 for _label, _on, is_reached in reached if is_reached)
    return [
        Step(
            label,
            "late" if declined and rank == 2 else "done" if rank < done else "current" if rank == done else "to_come",
            on=on,
        )
        for rank, (label, on, _is_reached) in enumerate(reached)
        if not (declined and rank == 3)
    ]


def _dated(reference: str, on: str | None) -> str:
    return f"{reference}, {_short(on)}" if on else reference


def _papers(line: Mapping[str, Any]) -> str:
    facts = {
        "invoice": _dated(line["invoice_reference"], line["invoiced_on"]),
        "mandat": _dated(line["mandat_number"], line["mandated_on"]),
        "bordereau": line["bordereau_number"],
        "paid_on": _short(line["paid_on"]),
    }
    return _("Facture %(invoice)s ; mandat %(mandat)s ; bordereau %(bordereau)s ; payée le %(paid_on)s") % facts


def _short(on: str | None) -> str:
    # Twelve facts stand on one line: days are written in figures here.
    found = day_of(on)
    return found.strftime("%d/%m/%Y") if found else ""


def _by(who: str, on: date) -> str:
    return _("%(who)s, le %(day)s") % {"who": who, "day": day(on)}
