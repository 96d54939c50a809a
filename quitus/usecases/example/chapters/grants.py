"""The convention with the funder, and the amendment in preparation."""

from datetime import date

from quitus.domain.grants import operations as grants
from quitus.domain.grants import states
from quitus.domain.grants.rules import read
from quitus.usecases.example import facts, paper
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.sign_convention import sign_convention
from quitus.usecases.text_files import join_original

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
# Named by the act, joined to none of its pages: the numbers are ours.
ANNEXES = (
    ("1", "Annexe technique et financière", "Budget détaillé par poste de dépenses et de ressources"),
    ("2", "Échéancier de déploiement", "Pass prévus pour chaque année pleine"),
    ("3", "Cadre de réponse de l'ANCT", "Avancées trimestrielles, et bilan quantitatif et qualitatif"),
)
# Every name under which the convention and its amendment call each party.
NAMES = {
    "authority": ("titulaire", "bénéficiaire", "collectivité", "porteur de projet"),
    "funder": ("ANCT", "Agence nationale de la cohésion des territoires"),
}
REPRESENTED_BY = {"authority": "Le Président du Conseil départemental", "funder": "Le Directeur général de l'ANCT"}
# The act says by which article the president signs; it does not say so of the funder.
POWERS = (
    ("authority", "CGCT, art. L.3221-1"),
    ("funder", f"Décret n° 2019-1190 du 18 novembre 2019 ({TO_REPLACE})"),
)
POWERS_SINCE = date(2020, 7, 1)
KEPT_AT = {
    "authority": "Direction du numérique, armoire des conventions (exemple)",
    "funder": "ANCT, direction du programme Société numérique (exemple)",
}
ORIGINALS_JOINED_ON = date(2021, 3, 18)
PLACEHOLDERS = (
    ("eligible_from", date(2021, 1, 1), "3"),
    ("eligible_to", date(2023, 7, 30), "3"),
    ("handout_size_max", 15, "6"),
    ("pass_per_person_max", 3, "6"),
    ("small_count_below", 5, "6"),
)


def write(diary: Diary) -> None:
    """Signed on 11 March 2021; its amendment drafted."""
    diary.on(CONVENTION_DRAFTED_ON, draft)
    diary.on(CONVENTION_DRAFTED_ON, name_parties)
    diary.on(facts.CONVENTION_SIGNED_ON, sign)
    diary.on(ORIGINALS_JOINED_ON, join_originals)
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
    for number, title, content in ANNEXES:
        text = f"{content}. Annexe non jointe à la délibération : {TO_REPLACE}."
        grants.write_annex(by=manager, convention_id=convention, number=number, title=title, text=text)
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


def name_parties(stage: Stage) -> None:
    """How the text calls each party, and who may sign for it."""
    manager = stage.by("responsable")
    for role, names in NAMES.items():
        grants.name_party(
            by=manager,
            convention_id=stage.ids["convention"],
            organisation_id=stage.organisations[role].pk,
            role=role,
            named_as=names,
            represented_by=REPRESENTED_BY[role],
        )
    for party, basis in POWERS:
        grants.give_power_to_sign(
            by=manager, party=party, person_name=REPRESENTED_BY[party], basis=basis, starts_on=POWERS_SINCE
        )


def sign(stage: Stage) -> None:
    """Both parties, the same day."""
    for key, party in (("responsable", states.AUTHORITY), ("anct", states.FUNDER)):
        sign_convention(
            by=stage.by(key),
            convention_id=stage.ids["convention"],
            party=party,
            on=facts.CONVENTION_SIGNED_ON,
        )


def join_originals(stage: Stage) -> None:
    """Two originals; the act says neither what they look like nor where they are."""
    for party, kept_at in KEPT_AT.items():
        join_original(
            by=stage.by("responsable"),
            convention_id=stage.ids["convention"],
            party=party,
            kept_at=kept_at,
            file_name=f"convention-original-{party}.pdf",
            content=paper.pdf([CONVENTION, f"Original : {kept_at}", "Signé le 11 mars 2021"]),
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
