"""How the figures of reports and statements are written: the same for authority, funder and accountant.

They arrive as the plain data that is frozen; a count that the reader may not see is None, written « masqué ».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quitus.domain.distribution.catalogue import AGE_BANDS
from quitus.domain.grants.catalogue import PUBLICS, SERVICES
from quitus.domain.reporting import catalogue, states
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Row, Status, Step, Table, Tone, money, number
from quitus.interfaces.web.layout.components import share as share_of
from quitus.interfaces.web.layout.words import count as count_text
from quitus.interfaces.web.layout.words import day, euros, share

Figures = Mapping[str, Any]

TONES: dict[str, Tone] = {
    states.PREPARED: "neutral",
    states.SUBMITTED: "waiting",
    states.ACCEPTED: "done",
    states.RETURNED: "late",
    states.SIGNED: "waiting",
    states.ATTESTED: "waiting",
    states.DECLINED: "late",
    states.TRANSMITTED: "done",
}
_LABELS = {
    "redeemed_by_service": dict(SERVICES),
    "beneficiaries_by_public": {code: label for code, label, _is_pic in PUBLICS},
    "beneficiaries_by_age": AGE_BANDS,
}
START, WIDTH, STEP = 52, 230, 52  # where the chart's bars begin, how wide the longest is, one year to the next


@dataclass(frozen=True)
class Bar:
    """One year of the chart: both bars in units of the drawing, and what is written beside them."""

    year: int
    y: int
    planned_width: int
    redeemed_width: int
    planned: int | None
    redeemed: int

    @property
    def planned_end(self) -> int:
        """Where what is planned is written."""
        return START + self.planned_width + 6

    @property
    def redeemed_end(self) -> int:
        """Where what was consumed is written."""
        return START + self.redeemed_width + 6


def report_status(state: str) -> Status:
    """Where a report stands."""
    return Status(TONES[state], _(states.REPORT_LABELS[state]))


def kind_of_report(kind: str) -> str:
    """« Rapport d'étape »."""
    return _(catalogue.KIND_LABELS[kind])


def period(since: date, until: date) -> str:
    """« du 1er janvier 2021 au 31 décembre 2021 »."""
    return _("du %(since)s au %(until)s") % {"since": day(since), "until": day(until)}


def shown(
    figures: Figures, behind_counts: Mapping[str, str] | None = None, behind_spendings: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """What `layout/reports/report.html` shows of figures; the addresses are the pages of the lines behind them."""
    return {
        "chart": years_chart(figures),
        "basis": [*basis_facts(figures), pic_fact(figures)],
        "registers": [
            years_table(figures),
            counts_table(figures, behind_counts),
            *breakdown_tables(figures),
            spending_table(figures),
            evidence_table(figures, behind_spendings),
        ],
    }


def counts_table(figures: Figures, urls: Mapping[str, str] | None = None) -> Table:
    """Every counted figure, in the period and since the beginning; `urls` are the pages of the lines behind them."""
    links = urls or {}
    return Table(
        caption=_("Indicateurs, calculés à partir des registres"),
        columns=[
            Column(_("Indicateur")),
            Column(_("Sur la période"), "number"),
            Column(_("Depuis le début"), "number"),
        ],
        rows=[
            Row([_(label), _shown(counts["period"]), _shown(counts["total"])], url=links.get(code, ""))
            for code, label in catalogue.COUNTS.items()
            if (counts := figures["counts"].get(code))
        ],
        empty=Empty(_("Aucun indicateur.")),
    )


def years_table(figures: Figures) -> Table:
    """The pass consumed per year against the annexed schedule."""
    return Table(
        caption=_("Pass consommés par année, au regard de l'échéancier"),
        columns=[
            Column(_("Année")),
            Column(_("Prévus par l'échéancier"), "number"),
            Column(_("Consommés"), "number"),
            Column(_("Part du prévu"), "share"),
        ],
        rows=[
            Row([_year(line), line["planned"], line["redeemed"], _rate(line["redeemed"], line["planned"])])
            for line in figures["years"]
        ],
        totals=_year_totals(figures["years"]),
        empty=Empty(_("Aucune année dans la période.")),
    )


def year_bars(figures: Figures) -> list[Bar]:
    """The same as a chart: one pair of bars a year, in proportion to the greatest of all."""
    lines = figures["years"]
    most = max([1, *(line["planned"] or 0 for line in lines), *(line["redeemed"] for line in lines)])
    return [
        Bar(
            year=line["year"],
            y=rank * STEP,
            planned_width=WIDTH * (line["planned"] or 0) // most,
            redeemed_width=WIDTH * line["redeemed"] // most,
            planned=line["planned"],
            redeemed=line["redeemed"],
        )
        for rank, line in enumerate(lines)
    ]


def years_chart(figures: Figures) -> dict[str, object]:
    """What `layout/reports/years_chart.html` draws."""
    bars = year_bars(figures)
    return {"bars": bars, "height": len(bars) * STEP, "finding": years_finding(figures)}


def years_finding(figures: Figures) -> str:
    """The sentence that the chart shows."""
    full = [line for line in figures["years"] if line["is_full"]]
    if not full:
        return _("Aucune année pleine dans la période.")
    last = full[-1]
    rate = _rate(last["redeemed"], last["planned"])
    facts = {"year": last["year"], "count": count_text(last["redeemed"]), "planned": count_text(last["planned"] or 0)}
    if rate is None:
        return _("En %(year)s, %(count)s pass consommés ; l'échéancier ne prévoit rien pour cette année.") % facts
    return _("En %(year)s, %(count)s pass consommés sur %(planned)s prévus.") % facts


def breakdown_tables(figures: Figures) -> list[Table]:
    """One table per breakdown, greatest first, a hidden count last; ages in their own order."""
    return [
        Table(
            caption=_(label),
            columns=[Column(_("Ventilation")), Column(_("Depuis le début"), "number")],
            rows=[
                Row([_(_LABELS.get(name, {}).get(key, key)), _shown(count)])
                for key, count in _in_order(name, figures["breakdowns"][name])
            ],
            empty=Empty(_("Rien encore."), _("Les lignes viennent avec les premières remises et utilisations.")),
        )
        for name, label in catalogue.BREAKDOWNS.items()
        if name in figures["breakdowns"]
    ]


def spending_table(figures: Figures) -> Table:
    """Expenses paid, by budget line."""
    lines = figures.get("spending", figures.get("by_line", []))
    return Table(
        caption=_("Dépenses payées par poste"),
        columns=[Column(_("Poste")), Column(_("Payé"), "money"), Column(_("Dont éligible"), "money")],
        rows=[Row([line["label"], line["gross_cents"], line["eligible_cents"]]) for line in lines],
        totals=[_("Total"), sum(line["gross_cents"] for line in lines), sum(line["eligible_cents"] for line in lines)],
        empty=Empty(_("Aucune dépense payée sur la période.")),
    )


def evidence_table(figures: Figures, urls: Mapping[int, str] | None = None) -> Table:
    """The expenses behind the basis of payment, each with the page of its evidence when there is one."""
    links = urls or {}
    return Table(
        caption=_("Dépenses et pièces justificatives"),
        columns=[
            Column(_("Poste")),
            Column(_("Fournisseur")),
            Column(_("Facture")),
            Column(_("Mandat")),
            Column(_("Payée le"), "day"),
            Column(_("Payé"), "money"),
            Column(_("Dont éligible"), "money"),
        ],
        rows=[
            Row(
                [
                    line["line"],
                    line["supplier"],
                    line["invoice_reference"],
                    line["mandat_number"],
                    day_of(line["paid_on"]),
                    line["gross_cents"],
                    line["eligible_cents"],
                ],
                url=links.get(line["spending_id"], ""),
            )
            for line in figures["evidence"]
        ],
        empty=Empty(_("Aucune dépense payée sur la période.")),
    )


def basis_facts(figures: Figures) -> list[Fact]:
    """How the funder's share is reached, step by step."""
    basis, terms = figures["basis"], figures["terms"]
    kept = basis["kept_cents"]
    return [
        Fact(
            _("Pass consommés éligibles"),
            number(basis["used_count"]),
            _("soit %(amount)s de valeur faciale") % {"amount": euros(basis["used_cents"])},
        ),
        Fact(_("Dépenses éligibles payées"), money(basis["paid_eligible_cents"])),
        Fact(
            _("Valeur faciale retenue"),
            money(kept.get("face_value", 0)),
            _("au plus celle des pass consommés : un pass acheté et non utilisé n'est pas pris en charge"),
        ),
        Fact(_("Frais de l'opérateur retenus"), money(kept.get("fees", 0))),
        Fact(
            _("Ingénierie retenue"),
            money(kept.get("engineering", 0)),
            _("plafond : %(amount)s") % {"amount": euros(basis["engineering_cap_cents"])},
        ),
        Fact(_("Base de calcul"), money(basis["eligible_cents"])),
        Fact(_("Part du financeur"), money(basis["state_cents"]), share(terms["state_share_per_mille"])),
    ]


def pic_fact(figures: Figures) -> Fact:
    """The share of pass handed out to people far from employment, against the convention's floor."""
    handed = figures["counts"]["handed_out"]["total"]
    floor = figures["terms"]["pic_floor_per_mille"]
    rate = _rate(figures["pic_count"], handed)
    note = _("minimum fixé : %(share)s") % {"share": share(floor)} if floor is not None else ""
    return Fact(_("Pass remis à des publics éloignés de l'emploi"), share_of(rate), note)


def answers(given: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """What was declared in answer to the funder's questions: shown apart from what is computed."""
    return [
        Fact(
            answer["question"], answer["answer"] or None, _("exemple, à remplacer") if answer["is_placeholder"] else ""
        )
        for answer in given
    ]


def report_steps(state: str, *, submitted_on: date | None, decided_on: date | None) -> list[Step]:
    """The way of a report."""
    sent, decided = submitted_on is not None, decided_on is not None
    last = _("Renvoyé") if state == states.RETURNED else _("Accepté")
    return [
        Step(_("Préparé"), "done" if sent else "current"),
        Step(_("Envoyé au financeur"), "done" if sent else "to_come", on=submitted_on),
        Step(
            last,
            "late" if state == states.RETURNED else "done" if decided else "current" if sent else "to_come",
            on=decided_on,
        ),
    ]


def _shown(count: int | None) -> object:
    return _("masqué") if count is None else count


def _rate(part: int, whole: int | None) -> int | None:
    return part * 1000 // whole if whole else None


def _year(line: Mapping[str, Any]) -> str:
    return str(line["year"]) if line["is_full"] else _("%(year)s (année incomplète)") % {"year": line["year"]}


def _year_totals(lines: Sequence[Mapping[str, Any]]) -> list[object]:
    if len(lines) < 2:
        return []
    planned = sum(line["planned"] or 0 for line in lines)
    redeemed = sum(line["redeemed"] for line in lines)
    return [_("Total"), number(planned), number(redeemed), share_of(_rate(redeemed, planned))]


def _in_order(name: str, counts: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    if name == "beneficiaries_by_age":
        bands = list(AGE_BANDS)
        return sorted(counts.items(), key=lambda item: bands.index(item[0]))
    return sorted(counts.items(), key=_greatest_first)


def _greatest_first(item: tuple[str, int | None]) -> tuple[bool, int, str]:
    key, count = item
    return (count is None, -(count or 0), key)


def day_of(text: str | None) -> date | None:
    """The day that the data writes in ISO form."""
    return date.fromisoformat(text) if text else None
