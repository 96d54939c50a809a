"""The convention with the funder, and the amendment in preparation."""

from datetime import date

from quitus.domain.grants import operations as grants
from quitus.domain.grants import states
from quitus.domain.grants.rules import read
from quitus.usecases.example import facts
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage

CONVENTION = "Convention de subventionnement d'achat de Pass numériques"
AMENDMENT = "Avenant à la convention de subventionnement d'achat de Pass numériques"
AMENDMENT_DRAFTED_ON = date(2023, 4, 11)
CONVENTION_DRAFTED_ON = date(2021, 2, 22)

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
    """Signed on 11 March 2021; its amendment drafted."""
    diary.on(CONVENTION_DRAFTED_ON, draft)
    diary.on(facts.CONVENTION_SIGNED_ON, sign)
    diary.on(AMENDMENT_DRAFTED_ON, draft_amendment)


def draft(stage: Stage) -> None:
    """The text, and its parameters with the contradictions they carry."""
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


def sign(stage: Stage) -> None:
    """Both parties, the same day."""
    for key, party in (("responsable", states.AUTHORITY), ("anct", states.FUNDER)):
        grants.sign_convention(
            by=stage.by(key),
            convention_id=stage.ids["convention"],
            party=party,
            on=facts.CONVENTION_SIGNED_ON,
        )


def draft_amendment(stage: Stage) -> None:
    """Articles 2, 3 and 6 rewritten as the draft says."""
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
