"""What the assemblies decide: the policy, the convention, the delegation, and the draft extension."""

from datetime import date

from quitus.domain.acts import operations as acts
from quitus.domain.acts.rules import Attendance, Earlier, split_articles
from quitus.domain.documents.kinds import DELIBERATION
from quitus.usecases.example import facts
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.papers import produce
from quitus.usecases.publication import publish_act

# What the act does not say of the sitting of 8 February 2021: who sat, how they voted, when it was sent.
COMMISSION = Attendance(present_count=40, excused_count=4, proxy_count=4)
AUTHORISATION_SENT_ON = date(2021, 2, 16)
# Two acts of the council are only named by the visas: entered afterwards, with what these say and no more.
PAST = (("policy", facts.POLICY, date(2021, 1, 18)), ("delegation", facts.DELEGATION, date(2021, 7, 8)))
TARGET_DAYS = 15
CLASSIFICATION_ON = date(2019, 8, 29)  # invented, like the codes of the files for the prefect: each has its own
EXTENSION_DRAFTED_ON = date(2023, 4, 6)
EXTENSION_ON_AGENDA_ON = date(2023, 5, 9)


def write(diary: Diary) -> None:
    """One sitting lived through, two acts of the past, and the sitting of 15 May 2023 prepared."""
    diary.on(PAST[0][2], settle)
    for name, act, entered_on in PAST:
        diary.on(entered_on, enter_past, name, act)
    diary.on(facts.AUTHORISATION.held_on, adopt, "authorisation", facts.AUTHORISATION)
    diary.on(AUTHORISATION_SENT_ON, publish, "authorisation", AUTHORISATION_SENT_ON)
    diary.on(EXTENSION_DRAFTED_ON, draft_extension)
    for opinion in facts.EXTENSION_OPINIONS:
        diary.on(opinion.given_on, record_opinion, opinion)
    diary.on(EXTENSION_ON_AGENDA_ON, put_extension_on_agenda)


def settle(stage: Stage) -> None:
    """The authority's own targets, which no law sets, and the codes of its files for the prefect."""
    code, label = facts.EXTENSION_MATTER
    acts.set_act_settings(
        by=stage.by("assemblees"),
        authority_id=stage.scheme.authority_id,
        settings=acts.Settings(
            assembly=facts.COMMISSION,
            transmission_target_days=TARGET_DAYS,
            publication_target_days=TARGET_DAYS,
            target_source=f"Note de service ({TO_REPLACE})",
            prefecture="PREF062",
            department="062",
            arrondissement="1",
            nature_code="22",
            operator_trigram="EXE",
            matter_code=code,
            matter_label=label,
            classification_on=CLASSIFICATION_ON,
            referent_name=f"Service des assemblées ({TO_REPLACE})",
            return_emails="actes@exemple.quitus.test",
            publisher_name=f"Prénom et nom ({TO_REPLACE})",
            publisher_quality=f"Service des assemblées ({TO_REPLACE})",
        ),
    )


def enter_past(stage: Stage, name: str, act: facts.Act) -> None:
    """An act of which the visas give number, day, assembly and title: who sat and when it was sent is not known."""
    entered = acts.enter_past_act(
        by=stage.by("assemblees"),
        authority_id=stage.scheme.authority_id,
        act=acts.PastAct(
            number=act.number,
            title=act.title,
            assembly=act.assembly,
            held_on=act.held_on,
            articles=split_articles(act.decision),
            report=f"Source : {act.source}.",
        ),
    )
    stage.ids[name] = entered.pk


def adopt(stage: Stage, name: str, act: facts.Act) -> None:
    """A deliberation drafted, put on the agenda, adopted at its sitting and signed."""
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
        matter_code=facts.EXTENSION_MATTER[0],
        matter_label=facts.EXTENSION_MATTER[1],
        earlier_acts=[earlier_of(facts.POLICY)],
    )
    acts.put_on_agenda(by=manager, deliberation_id=drafted.pk, sitting_id=sitting.pk)
    acts.record_vote(
        by=manager,
        deliberation_id=drafted.pk,
        votes_for=COMMISSION.represented_count,
        votes_against=0,
        votes_abstention=0,
        attendance=COMMISSION,
        president=facts.EXTENSION_ATTENDANCE.president,
        secretary=f"Secrétaire de séance ({TO_REPLACE})",
    )
    acts.record_signature(
        by=manager,
        deliberation_id=drafted.pk,
        signatory_name="",
        signatory_quality=f"{facts.EXTENSION_SIGNATORY} ({TO_REPLACE})",
        delegation=facts.EXTENSION_DELEGATION,
        on=act.held_on,
    )
    stage.ids[name] = drafted.pk


def earlier_of(act: facts.Act) -> Earlier:
    """An act as another one names it."""
    return Earlier(act.number, act.held_on, act.title, act.assembly)


def publish(stage: Stage, name: str, on: date) -> None:
    """Sent to the prefect and put online the same day, as the document produced of it: executory from then on."""
    service, key = stage.by("assemblees"), stage.ids[name]
    acts.record_transmission(by=service, deliberation_id=key, on=on)
    acts.record_acknowledgement(by=service, deliberation_id=key, on=on)
    produce(by=service, kind=DELIBERATION, subject_id=key)
    publish_act(
        by=service,
        deliberation_id=key,
        author_name=f"Prénom et nom ({TO_REPLACE})",
        author_quality=facts.EXTENSION_SIGNATORY,
    )


def draft_extension(stage: Stage) -> None:
    """The report to the assembly, with its references and the acts it builds on; the sitting is planned."""
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
        earlier_acts=[earlier_of(earlier) for earlier in facts.EXTENSION_EARLIER],
        matter_code=facts.EXTENSION_MATTER[0],
        matter_label=facts.EXTENSION_MATTER[1],
    )
    stage.ids |= {"extension": drafted.pk, "sitting of 15 May 2023": sitting.pk}


def record_opinion(stage: Stage, opinion: facts.Opinion) -> None:
    """What a commission said of it."""
    acts.record_opinion(
        by=stage.by("assemblees"),
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
