"""What pages, use cases and commands may read of reports and statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quitus.domain.grants import queries as grants
from quitus.domain.reporting import catalogue, indicators, lines, rules, statement, states
from quitus.domain.reporting.knowledge import known_now
from quitus.domain.reporting.models import ExpenditureStatement, FrozenFigures, Report, ReportQuestion, Schedule


@dataclass(frozen=True)
class Told:
    """The figures of a report or statement: frozen, with fingerprint and instant, or as they stand now."""

    figures: Mapping[str, Any]
    known_at: datetime
    sha256: str = ""

    @property
    def is_frozen(self) -> bool:
        """Whether these are the figures that were handed over, and not a preview."""
        return bool(self.sha256)


def schedule(scheme_id: int) -> list[Schedule]:
    """The schedule as it stands: for each year the last line recorded."""
    found = {line.year: line for line in Schedule.objects.filter(scheme_id=scheme_id).order_by("year", "pk")}
    return list(found.values())


def questions(scheme_id: int, kind: str | None = None) -> QuerySet[ReportQuestion]:
    """The funder's framework of questions, of all kinds of reports or of one, in order."""
    found = ReportQuestion.objects.filter(scheme_id=scheme_id)
    return found if kind is None else found.filter(kind=kind)


def question(question_id: int) -> ReportQuestion:
    """One question of the current scheme's framework; raises `ReportQuestion.DoesNotExist`."""
    return ReportQuestion.objects.get(pk=question_id)


def reports(scheme_id: int, *, state: str = "", submitted: bool = False) -> QuerySet[Report]:
    """The reports of a scheme with their fingerprint, latest period first; `submitted`: only those the funder has."""
    found = Report.objects.filter(scheme_id=scheme_id).select_related("frozen")
    if state:
        found = found.filter(state=state)
    return found.exclude(state=states.PREPARED) if submitted else found


def reports_by_state(scheme_id: int, *, submitted: bool = False) -> dict[str, int]:
    """How many reports stand in each state."""
    found = reports(scheme_id, submitted=submitted).order_by().values_list("state").annotate(Count("pk"))
    return dict(found)


def returned_unanswered(scheme_id: int) -> QuerySet[Report]:
    """The reports that the funder has returned and that have no later version yet."""
    later = Report.objects.filter(
        scheme_id=OuterRef("scheme_id"),
        kind=OuterRef("kind"),
        period_from=OuterRef("period_from"),
        period_to=OuterRef("period_to"),
        version__gt=OuterRef("version"),
    )
    return reports(scheme_id, state=states.RETURNED).filter(~Exists(later))


def next_version(one: Report) -> Report | None:
    """The version that replaces a report the funder has returned, if it is prepared."""
    same = {"kind": one.kind, "period_from": one.period_from, "period_to": one.period_to}
    return reports(one.scheme_id).filter(**same, version__gt=one.version).order_by("version").first()


def report(report_id: int) -> Report:
    """One report of the current scheme with its convention and frozen figures; raises `Report.DoesNotExist`."""
    return Report.objects.select_related("convention", "frozen", "scheme__authority", "scheme__funder").get(
        pk=report_id
    )


def statements(scheme_id: int, *, states_in: tuple[str, ...] = ()) -> QuerySet[ExpenditureStatement]:
    """The statements of expenditure of a scheme with their fingerprint, latest first, or those in some states."""
    found = ExpenditureStatement.objects.filter(scheme_id=scheme_id).select_related("frozen")
    return found.filter(state__in=states_in) if states_in else found


def statements_awaiting(scheme_id: int, states_in: tuple[str, ...]) -> QuerySet[ExpenditureStatement]:
    """The statements in these states, oldest first; a declined one only while nothing replaces it."""
    replacing = ExpenditureStatement.objects.filter(
        scheme_id=OuterRef("scheme_id"), kind=OuterRef("kind"), prepared_at__gt=OuterRef("prepared_at")
    )
    found = statements(scheme_id, states_in=states_in) if states_in else ExpenditureStatement.objects.none()
    return found.exclude(Q(state=states.DECLINED) & Exists(replacing)).order_by("until", "pk")


def expenditure_statement(statement_id: int) -> ExpenditureStatement:
    """One statement of the current scheme with its convention; raises `ExpenditureStatement.DoesNotExist`."""
    found = ExpenditureStatement.objects.select_related("convention", "frozen", "scheme__authority", "scheme__funder")
    return found.get(pk=statement_id)


def figures_of(found: Report | ExpenditureStatement) -> Told:
    """What a report or a statement says: its frozen figures, or a preview as known now."""
    frozen: FrozenFigures | None = getattr(found, "frozen", None)
    if frozen is not None:
        return Told(frozen.figures, frozen.known_at, frozen.sha256)
    known_at = known_now()
    if isinstance(found, Report):
        return Told(indicators.of_report(found, known_at=known_at), known_at)
    return Told(statement.of_statement(found, known_at=known_at), known_at)


def recomputed(frozen: FrozenFigures) -> Mapping[str, Any]:
    """The frozen figures computed again from the lines as they were known at their instant, with their own terms."""
    terms = frozen.figures["terms"]
    if frozen.report is not None:
        return indicators.of_report(frozen.report, known_at=frozen.known_at, terms=terms)
    assert frozen.statement is not None
    return statement.of_statement(frozen.statement, known_at=frozen.known_at, terms=terms)


def frozen_figures() -> QuerySet[FrozenFigures]:
    """Everything frozen in the current scheme, with report or statement, oldest first."""
    return FrozenFigures.objects.select_related("report", "statement").order_by("pk")


def indicators_now(scheme_id: int, on: date, *, since: date | None = None) -> Told:
    """The indicators of a scheme from `since` (the beginning of its action) to the day `on`, as known now.

    Refuses with `ConventionNotSigned`.
    """
    begin = since or grants.terms_at(scheme_id, on).action_starts_on
    whole = Report(scheme_id=scheme_id, kind=rules.STAGE, period_from=begin, period_to=on)
    known_at = known_now()
    return Told(indicators.of_report(whole, known_at=known_at), known_at)


def expenses_now(scheme_id: int, until: date) -> Told:
    """What a statement closed on the day `until` would say, as known now. Refuses with `ConventionNotSigned`."""
    closed = ExpenditureStatement(scheme_id=scheme_id, kind=rules.INTERMEDIATE, until=until)
    known_at = known_now()
    return Told(statement.of_statement(closed, known_at=known_at), known_at)


def handed_out_and_used(scheme_id: int, on: date) -> tuple[int, int]:
    """The pass handed out and the pass used by the day `on`, as known now: the figure of a home page."""
    return lines.handed_out_and_used(lines.Scope(scheme_id, on, on, known_now()))


def for_funder(figures: Mapping[str, Any], below: int | None) -> dict[str, Any]:
    """The figures of a report as the funder may read them: counts only, small counts of persons hidden (None).

    `below` is the convention's threshold; without one no breakdown of persons is given.
    """
    counts = {code: dict(value) for code, value in figures["counts"].items()}
    parts = {name: dict(values) for name, values in figures["breakdowns"].items()}
    for name in catalogue.OF_PERSONS & parts.keys():
        if below is None:
            del parts[name]
        else:
            parts[name] = rules.masked(figures["breakdowns"][name], below)
    if below is not None:
        for code in catalogue.PERSONS:
            counts[code] = {span: count if count >= below else None for span, count in counts[code].items()}
        if rules.masked_total(figures["breakdowns"]["beneficiaries_by_age"], below) is None:
            counts["beneficiaries"] = dict.fromkeys(counts["beneficiaries"])
    return {**figures, "counts": counts, "breakdowns": parts}
