"""What the funder is told: quarterly reports, the first stage report, the statement of 2022."""

from datetime import date, timedelta

from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting import rules
from quitus.kernel.calendar import next_working_day, quarter_bounds
from quitus.kernel.clock import today
from quitus.usecases import reports
from quitus.usecases.example import facts
from quitus.usecases.example.chapters.obligations import QUARTER, due
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage

FRAMED_ON = date(2021, 3, 15)
SCHEDULE = ((2021, 5_000), (2022, 20_000), (2023, 25_000))
QUESTIONS = (
    (rules.QUARTERLY, "Avancées du trimestre", rules.TEXT),
    (rules.QUARTERLY, "Difficultés rencontrées", rules.TEXT),
    (rules.QUARTERLY, "Agents formés à la prescription", rules.COUNT),
    (rules.STAGE, "Bilan du déploiement sur la période", rules.TEXT),
    (rules.STAGE, "Écarts avec l'échéancier annexé, et leurs causes", rules.TEXT),
    (rules.STAGE, "Ateliers tenus hors des lieux qualifiés", rules.COUNT),
    (rules.FINAL, "Cohérence avec les objectifs de l'article 1", rules.TEXT),
    (rules.FINAL, "Effets constatés chez les bénéficiaires", rules.TEXT),
    (rules.FINAL, "Suites données au dispositif", rules.TEXT),
)
LAST_QUARTER = date(2023, 1, 1)
RETURNED = "quarter-2022-3"
STAGE_SENT_ON = date(2022, 1, 27)
STAGE_ACCEPTED_ON = date(2022, 2, 18)
STATEMENT_UNTIL = date(2022, 12, 31)


def write(diary: Diary) -> None:
    """Each quarter since the second of 2021; the last report waits for ANCT's answer."""
    diary.on(FRAMED_ON, frame)
    for one in due(QUARTER):
        code, first, due_on = one.code, one.period_from, one.due_on
        if first is None or first > LAST_QUARTER:
            break
        sent_on = next_working_day(due_on - timedelta(days=4))
        diary.on(sent_on, send_quarter, code, first, due_on, sent_on)
        answered_on = next_working_day(due_on + timedelta(days=16))
        if code == RETURNED:
            again_on = next_working_day(answered_on + timedelta(days=6))
            diary.on(answered_on, return_quarter, code, answered_on)
            diary.on(again_on, send_quarter, code, first, due_on, again_on)
            diary.on(next_working_day(again_on + timedelta(days=9)), accept, code)
        elif first < LAST_QUARTER:
            diary.on(answered_on, accept, code)
    diary.on(STAGE_SENT_ON, send_stage_report)
    diary.on(STAGE_ACCEPTED_ON, accept, "stage")
    for day, step in (
        (date(2023, 2, 6), prepare_statement),
        (date(2023, 2, 13), sign_statement),
        (date(2023, 3, 6), attest_statement),
        (date(2023, 3, 8), transmit_statement),
    ):
        diary.on(day, step, day)


def frame(stage: Stage) -> None:
    """The annexed schedule and ANCT's frameworks are not known: plausible ones, to be replaced."""
    manager = stage.by("responsable")
    for year, count in SCHEDULE:
        reporting.plan_year(by=manager, year=year, planned_count=count, is_placeholder=True)
    for kind, text, expects in QUESTIONS:
        reporting.ask_question(
            by=manager, kind=kind, text=f"{text} ({TO_REPLACE})", expects=expects, is_placeholder=True
        )


def send_quarter(stage: Stage, code: str, first: date, due_on: date, on: date) -> None:
    """A quarter's figures, frozen as they are known that day."""
    _, last = quarter_bounds(first)
    answers = {
        1: "Déploiement conforme aux décisions du comité technique (exemple)",
        2: "Mobilisation des publics les plus éloignés (exemple)",
        3: "12",
    }
    stage.ids[code] = send_report(stage, rules.QUARTERLY, first, last, due_on, on, answers)


def send_stage_report(stage: Stage) -> None:
    """The stage report of 31 January 2022: the first weeks of hand-outs."""
    answers = {
        1: "Premières remises en décembre 2021, dans quatre Maisons des solidarités (exemple)",
        2: "Crise sanitaire, délais du marché et de la régie d'avances : déploiement décalé (exemple)",
        3: "0",
    }
    due_on = facts.STAGE_REPORTS_DUE_ON[0]
    stage.ids["stage"] = send_report(
        stage, rules.STAGE, date(2021, 1, 1), date(2021, 12, 31), due_on, STAGE_SENT_ON, answers
    )


def send_report(
    stage: Stage, kind: str, first: date, last: date, due_on: date, on: date, answers: dict[int, str]
) -> int:
    """Prepared, answered and sent the same day; its key."""
    manager = stage.by("responsable")
    report = reporting.prepare_report(by=manager, kind=kind, period_from=first, period_to=last, due_on=due_on)
    reporting.answer_questions(by=manager, report_id=report.pk, answers=answers)
    reports.submit_report(by=manager, report_id=report.pk, on=on)
    return report.pk


def accept(stage: Stage, code: str) -> None:
    """ANCT accepts."""
    reporting.accept_report(by=stage.by("anct"), report_id=stage.ids[code], on=today())


def return_quarter(stage: Stage, code: str, on: date) -> None:
    """ANCT asks for more."""
    reporting.return_report(
        by=stage.by("anct"),
        report_id=stage.ids[code],
        on=on,
        reason="Préciser les difficultés rencontrées (exemple)",
    )


def prepare_statement(stage: Stage, _: date) -> None:
    """The expenses paid until the end of 2022."""
    statement = reporting.prepare_statement(by=stage.by("responsable"), kind=rules.INTERMEDIATE, until=STATEMENT_UNTIL)
    stage.ids["statement"] = statement.pk


def sign_statement(stage: Stage, on: date) -> None:
    """The authorising officer signs."""
    reporting.sign_statement(by=stage.by("finances"), statement_id=stage.ids["statement"], on=on)


def attest_statement(stage: Stage, on: date) -> None:
    """The public accountant attests."""
    reporting.attest_statement(by=stage.by("comptable"), statement_id=stage.ids["statement"], on=on)


def transmit_statement(stage: Stage, on: date) -> None:
    """It goes to ANCT."""
    reports.transmit_statement(by=stage.by("responsable"), statement_id=stage.ids["statement"], on=on)
