"""What article 6 asks for, and how it was met until now."""

from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.obligations import operations, rules, states
from quitus.domain.obligations.operations import Invited, LetterFacts
from quitus.domain.obligations.rules import Due, Rule
from quitus.kernel.calendar import next_working_day
from quitus.usecases import obligations
from quitus.usecases.example import facts
from quitus.usecases.example.chapters.grants import AMENDMENT_DRAFTED_ON, CONVENTION_DRAFTED_ON
from quitus.usecases.example.invented import LIVES_ON
from quitus.usecases.example.paper import pdf
from quitus.usecases.example.stage import Diary, Stage

ARTICLE = "6"
[ADDRESS] = [text for name, text, _, _ in facts.PARAMETERS if name == "correspondence_address"]
ENDS_ON = date(2023, 7, 30)
DESIGNATED_ON = date(2021, 3, 25)
RECEIVED_ON = date(2023, 2, 14)
MINUTES = pdf(["Comité technique", "Les comptes rendus ne sont pas joints à la délibération."])


@dataclass(frozen=True)
class Stated:
    """A duty of article 6 as a text states it."""

    code: str
    label: str
    kind: str
    timing: Rule
    evidence: str = ""
    article_number: str = ARTICLE
    owed_by: str = states.HOLDER
    owed_to: str = states.FUNDER
    is_repealed: bool = False


def _after(event: str, months: int, *, carries_over: bool = False) -> Rule:
    return Rule(rule=states.AFTER_EVENT, event=event, months=months, carries_over=carries_over)


def _each(every: str, **told: int | bool) -> Rule:
    # ANCT's delay for a quarter is not known: three weeks are given.
    return Rule(rule=states.PERIODIC, every=every, since="signed", until="action_ends_on", **told)  # type: ignore[arg-type]


PROCUREMENT = Stated(
    "procurement",
    "Lancer la procédure d'acquisition",
    states.PROCUREMENT,
    _after("signed", 2),
    "Avis d'appel public à la concurrence",
)
COMMITTEE = Stated("committee", "Comité technique", states.COMMITTEE, _each(states.MONTH), "Compte rendu du comité")
QUARTER = Stated(
    "quarter",
    "Avancées",
    states.REPORT,
    _each(states.QUARTER, days=21, carries_over=True),
    "Rapport dans le cadre de l'ANCT",
)
STAGES = tuple(
    Stated(f"stage-{on}", "Rapport d'étape", states.REPORT, Rule(rule=states.AT_DATE, on=on), "Rapport et pièces")
    for on in facts.STAGE_REPORTS_DUE_ON
)
FINAL = Stated(
    "final-report",
    "Bilan quantitatif et qualitatif",
    states.REPORT,
    _after("action_ends_on", 6, carries_over=True),
    "Bilan dans le cadre de l'ANCT",
)
STATEMENT = Stated(
    "statement",
    "État des dépenses attesté",
    states.STATEMENT,
    _after("action_ends_on", 6, carries_over=True),
    "État attesté par le comptable public",
)
ASKED = Stated(
    "engineering-evidence",
    "Fournir les pièces d'ingénierie demandées par l'ANCT",
    states.OTHER,
    Rule(rule=states.CONDITIONAL, condition="l'ANCT demande d'autres pièces (délai d'un mois : exemple)", months=1),
    "Envoi des pièces",
    article_number="3",
)
DUTIES = (PROCUREMENT, COMMITTEE, QUARTER, *STAGES, FINAL, STATEMENT, ASKED)
# The amendment writes article 6 anew, with its dates already past; of the final report it says the day itself.
AMENDED = (
    PROCUREMENT,
    COMMITTEE,
    QUARTER,
    *STAGES,
    Stated(
        FINAL.code, FINAL.label, FINAL.kind, Rule(rule=states.AT_DATE, on=facts.FINAL_REPORT_DUE_ON), FINAL.evidence
    ),
)


def due(duty: Stated) -> list[Due]:
    """What a duty made due by the convention as signed."""
    return rules.expected([duty], None, {"signed": facts.CONVENTION_SIGNED_ON, "action_ends_on": ENDS_ON})


def write(diary: Diary) -> None:
    """What article 6 asks for, met one thing after the other; the amendment in preparation states it again."""
    diary.on(CONVENTION_DRAFTED_ON, state, DUTIES)
    diary.on(DESIGNATED_ON, designate)
    for one in due(COMMITTEE):
        assert one.period_from is not None  # a committee has its month
        held_on = next_working_day(one.period_from + timedelta(days=(one.period_from.month * 5) % 9 + 8))
        if held_on < LIVES_ON:
            diary.on(held_on, meet, held_on)
    for letter in LETTERS:
        diary.on(letter.on, write_letter, letter)
    diary.on(RECEIVED_ON, prove)
    diary.on(AMENDMENT_DRAFTED_ON, state_again, AMENDED)


def state(stage: Stage, duties: tuple[Stated, ...]) -> None:
    """What the convention asks for: due once it is signed."""
    for duty in duties:
        _state(stage, duty)


def state_again(stage: Stage, duties: tuple[Stated, ...]) -> None:
    """What the amendment asks for: past dates will create nothing."""
    for duty in duties:
        _state(stage, duty, amendment_id=stage.ids["amendment"])


def _state(stage: Stage, duty: Stated, amendment_id: int | None = None) -> None:
    operations.write_duty(
        by=stage.by("responsable"),
        convention_id=stage.ids["convention"],
        amendment_id=amendment_id,
        code=duty.code,
        label=duty.label,
        kind=duty.kind,
        timing=duty.timing,
        evidence=duty.evidence,
        article_number=duty.article_number,
    )


def designate(stage: Stage) -> None:
    """Who sits in the committee, by function."""
    for kind, name, key in (
        (states.REPRESENTATIVE, "Responsable du dispositif (exemple)", "responsable"),
        (states.SUBSTITUTE, "Chargé de mission numérique (exemple)", ""),
    ):
        operations.designate(
            by=stage.by("responsable"),
            kind=kind,
            full_name=name,
            quality="Direction du numérique (exemple)",
            starts_on=DESIGNATED_ON,
            reference="Courriel du 25 mars 2021 (exemple)",
            user_id=stage.by(key).user_id if key else None,
        )


def meet(stage: Stage, held_on: date) -> None:
    """A committee, each month."""
    obligations.hold_meeting(
        by=stage.by("responsable"),
        convention_id=stage.ids["convention"],
        held_on=held_on,
        place="Visioconférence (exemple)",
        invited=[
            Invited("Responsable du dispositif (exemple)", "Département"),
            Invited("Chargé de déploiement (exemple)", "ANCT"),
        ],
        decisions="Point sur le déploiement, les remises et les lieux qualifiés (exemple).",
        minutes=("compte-rendu.pdf", MINUTES),
    )


def _letter(on: date, subject: str, **told: object) -> LetterFacts:
    usual = {"direction": states.OUTGOING, "address": ADDRESS, "channel": states.EMAIL, "correspondent": "ANCT"}
    return LetterFacts(on=on, subject=f"{subject} (exemple)", **(usual | told))  # type: ignore[arg-type]


LETTERS = (
    _letter(
        date(2022, 1, 27), "Rapport d'étape au 31 janvier 2022", proof="Accusé de lecture", proof_on=date(2022, 1, 27)
    ),
    _letter(date(2022, 2, 18), "Rapport d'étape accepté", direction=states.INCOMING),
    _letter(
        date(2023, 2, 9),
        "Demande de prolongation de la convention",
        address="20 avenue de Ségur, TSA 10717, 75334 Paris Cedex 07",
        channel=states.REGISTERED,
    ),
    _letter(date(2023, 3, 8), "État des dépenses attesté au 31 décembre 2022"),
    _letter(date(2023, 3, 21), "Accord de principe sur la prolongation", direction=states.INCOMING),
)


def write_letter(stage: Stage, letter: LetterFacts) -> None:
    """A letter of the register."""
    entered = obligations.record_letter(
        by=stage.by("responsable"), convention_id=stage.ids["convention"], letter=letter
    )
    if letter.channel == states.REGISTERED:
        stage.ids["registered letter"] = entered.pk


def prove(stage: Stage) -> None:
    """The receipt of a registered letter comes back."""
    operations.prove_sending(
        by=stage.by("responsable"),
        letter_id=stage.ids["registered letter"],
        proof="Avis de réception n° 1A 000 000 0000 0 (exemple)",
        on=RECEIVED_ON,
    )
