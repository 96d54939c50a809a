"""What the assemblies decide: the policy, the convention, the delegation, and the draft extension."""

from datetime import date

from quitus.domain.acts import operations as acts
from quitus.domain.acts.rules import Attendance
from quitus.usecases.example import facts
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage

# What the act does not say of earlier sittings: who sat, how they voted, when it was sent.
COUNCIL = Attendance(present_count=70, excused_count=8, proxy_count=8)
COMMISSION = Attendance(present_count=40, excused_count=4, proxy_count=4)
PAST = (
    ("policy", facts.POLICY, COUNCIL, date(2020, 7, 15)),
    ("authorisation", facts.AUTHORISATION, COMMISSION, date(2021, 2, 16)),
    ("delegation", facts.DELEGATION, COUNCIL, date(2021, 7, 8)),
)
EXTENSION_DRAFTED_ON = date(2023, 4, 6)
EXTENSION_ON_AGENDA_ON = date(2023, 5, 9)


def write(diary: Diary) -> None:
    """Three sittings held, and the one of 15 May 2023 prepared."""
    for name, act, attendance, executory_on in PAST:
        diary.on(act.held_on, adopt, name, act, attendance)
        diary.on(executory_on, publish, name, executory_on)
    diary.on(EXTENSION_DRAFTED_ON, draft_extension)
    for opinion in facts.EXTENSION_OPINIONS:
        diary.on(opinion.given_on, record_opinion, opinion)
    diary.on(EXTENSION_ON_AGENDA_ON, put_extension_on_agenda)


def adopt(stage: Stage, name: str, act: facts.Act, attendance: Attendance) -> None:
    """A deliberation drafted, put on the agenda and adopted at its sitting."""
    manager = stage.by("responsable")
    sitting = acts.plan_sitting(
        by=manager, authority_id=stage.scheme.authority_id, assembly=act.assembly, held_on=act.held_on
    )
    drafted = acts.draft_deliberation(
        by=manager,
        authority_id=stage.scheme.authority_id,
        number=act.number,
        title=act.title,
        decision=act.decision,
        report=f"Source : {act.source}. Présents et voix : {TO_REPLACE}.",
    )
    acts.put_on_agenda(by=manager, deliberation_id=drafted.pk, sitting_id=sitting.pk)
    acts.record_vote(
        by=manager,
        deliberation_id=drafted.pk,
        votes_for=attendance.present_count + (attendance.proxy_count or 0),
        votes_against=0,
        votes_abstention=0,
        attendance=attendance,
        president=facts.EXTENSION_ATTENDANCE.president,
        secretary=f"Secrétaire de séance ({TO_REPLACE})",
    )
    stage.ids[name] = drafted.pk


def publish(stage: Stage, name: str, on: date) -> None:
    """Sent to the prefect and put online the same day: executory from then on."""
    manager, act = stage.by("responsable"), stage.ids[name]
    acts.record_transmission(by=manager, deliberation_id=act, on=on)
    acts.record_acknowledgement(by=manager, deliberation_id=act, on=on)
    acts.record_publication(by=manager, deliberation_id=act, on=on)


def draft_extension(stage: Stage) -> None:
    """The report to the assembly, with its references; the sitting is planned."""
    manager, act = stage.by("responsable"), facts.EXTENSION
    sitting = acts.plan_sitting(
        by=manager, authority_id=stage.scheme.authority_id, assembly=act.assembly, held_on=act.held_on
    )
    drafted = acts.draft_deliberation(
        by=manager,
        authority_id=stage.scheme.authority_id,
        number=act.number,
        title=act.title,
        decision=act.decision,
        report=facts.EXTENSION_REPORT,
        legal_references=facts.EXTENSION_VISAS,
    )
    stage.ids |= {"extension": drafted.pk, "sitting of 15 May 2023": sitting.pk}


def record_opinion(stage: Stage, opinion: facts.Opinion) -> None:
    """What a commission said of it."""
    acts.record_opinion(
        by=stage.by("responsable"),
        deliberation_id=stage.ids["extension"],
        commission=opinion.commission,
        given_on=opinion.given_on,
        favourable=opinion.favourable,
    )


def put_extension_on_agenda(stage: Stage) -> None:
    """On the agenda of 15 May 2023: the assembly has the last word."""
    acts.put_on_agenda(
        by=stage.by("responsable"),
        deliberation_id=stage.ids["extension"],
        sitting_id=stage.ids["sitting of 15 May 2023"],
    )
