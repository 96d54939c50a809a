"""What is owed under the convention, and how it was met until now."""

from collections.abc import Iterator
from datetime import date, timedelta

from quitus.domain.obligations import operations, states
from quitus.kernel.calendar import add_months, format_date, month_bounds, next_working_day, quarter_bounds
from quitus.kernel.clock import today
from quitus.usecases.example import facts
from quitus.usecases.example.chapters.grants import AMENDMENT_DRAFTED_ON, CONVENTION_DRAFTED_ON
from quitus.usecases.example.invented import LIVES_ON
from quitus.usecases.example.stage import Diary, Stage

LAUNCHED_ON = date(2021, 5, 6)


def write(diary: Diary) -> None:
    """What article 6 makes due, met one thing after the other; what the amendment in preparation will move."""
    diary.on(CONVENTION_DRAFTED_ON, owe)
    diary.on(LAUNCHED_ON, settle, "procurement", "Avis d'appel public à la concurrence (exemple)")
    for code, _, _, held_on in committees(facts.CONVENTION_SIGNED_ON, date(2023, 7, 30)):
        if held_on < LIVES_ON:
            diary.on(held_on, settle, code, "Compte rendu du comité (exemple)")
    diary.on(AMENDMENT_DRAFTED_ON, amend)


def owe(stage: Stage) -> None:
    """What article 6 makes the authority owe."""
    manager, convention = stage.by("responsable"), stage.ids["convention"]
    for code, label, kind, due_on in owed():
        made = operations.add_obligation(
            by=manager,
            convention_id=convention,
            code=code,
            label=label,
            kind=kind,
            due_on=due_on,
            article_number="6",
        )
        stage.ids[f"obligation {code}"] = made.pk


def owed() -> Iterator[tuple[str, str, str, date]]:
    """Code, label, kind and date of each duty of article 6."""
    yield "procurement", "Lancer la procédure d'acquisition", states.PROCUREMENT, facts.PROCUREMENT_DUE_ON
    for due_on in facts.STAGE_REPORTS_DUE_ON:
        yield f"stage-{due_on}", "Rapport d'étape", states.REPORT, due_on
    yield "final-report", "Bilan quantitatif et qualitatif", states.REPORT, date(2024, 1, 30)
    yield "statement", "État des dépenses attesté", states.STATEMENT, date(2024, 1, 30)
    for code, label, due_on, _ in committees(facts.CONVENTION_SIGNED_ON, date(2023, 7, 30)):
        yield code, label, states.COMMITTEE, due_on
    for code, label, due_on in quarters(date(2021, 4, 1), date(2023, 6, 30)):
        yield code, label, states.REPORT, due_on


def committees(since: date, until: date) -> Iterator[tuple[str, str, date, date]]:
    """Code, label, last day and day held of each monthly committee, from the month after `since`."""
    month = add_months(since.replace(day=1), 1)
    while month <= until:
        held_on = next_working_day(month + timedelta(days=(month.month * 5) % 9 + 8))
        label = f"Comité technique, {format_date(month).partition(' ')[2]}"
        yield f"committee-{month:%Y-%m}", label, month_bounds(month)[1], held_on
        month = add_months(month, 1)


def quarters(since: date, until: date) -> Iterator[tuple[str, str, date]]:
    """Code, label and date of each quarterly report; ANCT's delay is not known: three weeks are given."""
    first, last = quarter_bounds(since)
    while first <= until:
        rank = (first.month + 2) // 3
        due_on = next_working_day(last + timedelta(days=21))
        yield (
            f"quarter-{first.year}-{rank}",
            f"Avancées du {rank}{'er' if rank == 1 else 'e'} trimestre {first.year}",
            due_on,
        )
        first, last = quarter_bounds(add_months(first, 3))


def settle(stage: Stage, code: str, note: str, done_on: date | None = None) -> None:
    """A duty met that day."""
    operations.settle_obligation(
        by=stage.by("responsable"),
        obligation_id=stage.ids[f"obligation {code}"],
        done_on=done_on or today(),
        note=note,
    )


def amend(stage: Stage) -> None:
    """The duties that the amendment adds or moves."""
    manager, amendment = stage.by("responsable"), stage.ids["amendment"]
    for code, label, kind, due_on in amended():
        operations.amend_obligation(
            by=manager,
            amendment_id=amendment,
            code=code,
            label=label,
            kind=kind,
            due_on=due_on,
            article_number="6",
        )


def amended() -> Iterator[tuple[str, str, str, date]]:
    """What five more months make due: the report on 1 July 2024, as the act says, and months of work."""
    final = facts.FINAL_REPORT_DUE_ON
    yield "final-report", "Bilan quantitatif et qualitatif", states.REPORT, final
    yield "statement", "État des dépenses attesté", states.STATEMENT, final
    for code, label, due_on, _ in committees(date(2023, 7, 1), date(2023, 12, 31)):
        yield code, label, states.COMMITTEE, due_on
    for code, label, due_on in quarters(date(2023, 7, 1), date(2023, 12, 31)):
        yield code, label, states.REPORT, due_on
