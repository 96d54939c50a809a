"""The convention with the funder, what is owed under it, and the amendment in preparation."""

from collections.abc import Iterator
from datetime import date, timedelta

from quitus.domain.grants import operations as grants
from quitus.domain.grants import states
from quitus.domain.grants.rules import read
from quitus.kernel.calendar import add_months, format_date, month_bounds, next_working_day, quarter_bounds
from quitus.kernel.clock import today
from quitus.usecases.example import facts
from quitus.usecases.example.invented import LIVES_ON, TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage

CONVENTION = "Convention de subventionnement d'achat de Pass numériques"
AMENDMENT = "Avenant à la convention de subventionnement d'achat de Pass numériques"
AMENDMENT_DRAFTED_ON = date(2023, 4, 11)
CONVENTION_DRAFTED_ON = date(2021, 2, 22)
LAUNCHED_ON = date(2021, 5, 6)

# The original text is not joined to the act: what is known of it comes from the report.
ARTICLES = (
    (
        "1",
        "Objet",
        "Déployer 50 000 Pass numériques sur la période 2021-2023 à destination des personnes relevant des "
        "politiques sociales du Département et éloignées du numérique : bénéficiaires du RSA, collégiens, jeunes "
        "relevant de l'Aide sociale à l'enfance, personnes âgées et personnes en situation de handicap. "
        f"(Résumé du rapport ; texte d'origine : {TO_REPLACE}.)",
    ),
    (
        "2",
        "Durée de la convention",
        f"31 mois, du 1er janvier 2021 au 30 juillet 2023. (D'après le rapport ; texte d'origine : {TO_REPLACE}.)",
    ),
    (
        "3",
        "Coût et durée du projet",
        "Le budget prévisionnel du projet est estimé à 550 000 euros, financé par l'État à hauteur de 50 %. "
        f"(D'après le rapport ; texte d'origine : {TO_REPLACE}.)",
    ),
    ("4", "Engagements de l'ANCT", f"Texte non joint à la délibération : {TO_REPLACE}."),
    ("5", "Modalités de versement", f"Échéancier de versement non joint à la délibération : {TO_REPLACE}."),
    (
        "6",
        "Obligations et évaluations intermédiaires et finale",
        "Procédure d'acquisition dans les 2 mois, comité technique chaque mois, avancées chaque trimestre, rapports "
        "d'étape au 31/01/2022 et au 31/07/2023, bilan, état des dépenses attesté par le comptable public. "
        f"(D'après l'avenant, qui reprend cet article ; texte d'origine : {TO_REPLACE}.)",
    ),
)
PLACEHOLDERS = (
    ("eligible_from", date(2021, 1, 1), "3"),
    ("eligible_to", date(2023, 7, 30), "3"),
    ("handout_size_max", 15, "6"),
    ("small_count_below", 5, "6"),
)


def write(diary: Diary) -> None:
    """Signed on 11 March 2021; its duties met one after the other; its amendment drafted."""
    diary.on(CONVENTION_DRAFTED_ON, draft)
    diary.on(facts.CONVENTION_SIGNED_ON, sign)
    diary.on(LAUNCHED_ON, settle, "procurement", "Avis d'appel public à la concurrence (exemple)")
    for code, _, _, held_on in committees(facts.CONVENTION_SIGNED_ON, date(2023, 7, 30)):
        if held_on < LIVES_ON:
            diary.on(held_on, settle, code, "Compte rendu du comité (exemple)")
    diary.on(AMENDMENT_DRAFTED_ON, draft_amendment)


def draft(stage: Stage) -> None:
    """The text, its parameters with the contradictions they carry, and what it makes the authority owe."""
    manager = stage.by("responsable")
    convention = grants.draft_convention(
        by=manager,
        number="2021-ANCT-PN-62 (exemple)",
        title=CONVENTION,
        deliberation_id=stage.ids["authorisation"],
    ).pk
    stage.ids["convention"] = convention
    for number, title, text in ARTICLES:
        grants.write_article(by=manager, convention_id=convention, number=number, title=title, text=text)
    for name, text, article, _source in facts.PARAMETERS:
        grants.set_parameter(
            by=manager, convention_id=convention, name=name, value=read(name, text), article_number=article
        )
    for name, value, article in PLACEHOLDERS:
        grants.set_parameter(
            by=manager,
            convention_id=convention,
            name=name,
            value=value,
            article_number=article,
            is_placeholder=True,
        )
    for code, label, kind, due_on in obligations():
        made = grants.add_obligation(
            by=manager,
            convention_id=convention,
            code=code,
            label=label,
            kind=kind,
            due_on=due_on,
            article_number="6",
        )
        stage.ids[f"obligation {code}"] = made.pk


def obligations() -> Iterator[tuple[str, str, str, date]]:
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


def sign(stage: Stage) -> None:
    """Both parties, the same day."""
    for key, party in (("responsable", states.AUTHORITY), ("anct", states.FUNDER)):
        grants.sign_convention(
            by=stage.by(key),
            convention_id=stage.ids["convention"],
            party=party,
            on=facts.CONVENTION_SIGNED_ON,
        )


def settle(stage: Stage, code: str, note: str, done_on: date | None = None) -> None:
    """A duty met that day."""
    grants.settle_obligation(
        by=stage.by("responsable"),
        obligation_id=stage.ids[f"obligation {code}"],
        done_on=done_on or today(),
        note=note,
    )


def draft_amendment(stage: Stage) -> None:
    """Articles 2, 3 and 6 rewritten as the draft says, and the duties they add or move."""
    manager = stage.by("responsable")
    amendment = grants.draft_amendment(
        by=manager,
        convention_id=stage.ids["convention"],
        title=AMENDMENT,
        deliberation_id=stage.ids["extension"],
    ).pk
    stage.ids["amendment"] = amendment
    for article in facts.AMENDED_ARTICLES:
        grants.amend_article(
            by=manager,
            amendment_id=amendment,
            article_number=article.number,
            title=article.title,
            text=article.text,
        )
    for name, text, number in facts.AMENDED_PARAMETERS:
        grants.amend_parameter(
            by=manager, amendment_id=amendment, name=name, value=read(name, text), article_number=number
        )
    grants.amend_parameter(
        by=manager,
        amendment_id=amendment,
        name="eligible_to",
        value=date(2023, 12, 31),
        article_number="3",
        is_placeholder=True,
    )
    for code, label, kind, due_on in amended_obligations():
        grants.amend_obligation(
            by=manager,
            amendment_id=amendment,
            code=code,
            label=label,
            kind=kind,
            due_on=due_on,
            article_number="6",
        )


def amended_obligations() -> Iterator[tuple[str, str, str, date]]:
    """What five more months make due: the report on 1 July 2024, as the act says, and months of work."""
    final = facts.FINAL_REPORT_DUE_ON
    yield "final-report", "Bilan quantitatif et qualitatif", states.REPORT, final
    yield "statement", "État des dépenses attesté", states.STATEMENT, final
    for code, label, due_on, _ in committees(date(2023, 7, 1), date(2023, 12, 31)):
        yield code, label, states.COMMITTEE, due_on
    for code, label, due_on in quarters(date(2023, 7, 1), date(2023, 12, 31)):
        yield code, label, states.REPORT, due_on
