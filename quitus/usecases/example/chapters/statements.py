"""What the amendment and its report state, passage by passage, in the words of the act."""

from collections.abc import Iterator
from datetime import date

from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.contradictions.frame import AMENDMENT, REPORT, Value
from quitus.domain.grants.operations.statements import NewStatement, record_statements
from quitus.usecases.example import facts
from quitus.usecases.example.chapters.grants import AMENDMENT_DRAFTED_ON
from quitus.usecases.example.stage import Diary, Stage

DURATION = "article 1"  # of the amendment: it writes article 2 of the convention
COST = "article 2"  # article 3
DUTIES = "article 3"  # article 6
WRITES = {DURATION: "2", COST: "3", DUTIES: "6"}
END = date(2023, 12, 31)

# Kind, place in the amendment, words, values.
AMENDED: tuple[tuple[str, str, str, dict[str, Value]], ...] = (
    (
        "name",
        "parties",
        "Ci-après désignée par « Le titulaire »",
        {"party": kinds.HOLDER, "name": "Le titulaire"},
    ),
    ("extension", DURATION, "cinq mois supplémentaires", {"months": 5}),
    (
        "day",
        DURATION,
        "une fin de la mise en œuvre de l'action prévue au plus tard le 31 décembre 2023",
        {"event": kinds.ACTION_END, "on": END},
    ),
    ("total", COST, "Le budget prévisionnel du projet est estimé à 550 000 euros.", {"cents": 55_000_000}),
    ("duration", COST, "La durée prévisionnelle du projet est de 36 mois.", {"months": 36}),
    (
        "duration",
        COST,
        "Durée de l'action : 36 mois à compter de la signature de la convention par les parties soit une fin de la "
        "mise en œuvre de l'action prévue le 31 décembre 2023.",
        {"months": 36, "since": kinds.SIGNATURE, "ends_on": END},
    ),
    (
        "annex",
        COST,
        "l'annexe technique et financière jointe en annexe de la présente convention",
        {"annex": kinds.BUDGET},
    ),
    ("cap", COST, "à hauteur de 10% maximum du total du projet", {"per_mille": 100}),
    ("name", COST, "part porteur de projet", {"party": kinds.HOLDER, "name": "porteur de projet"}),
    (
        "deadline",
        DUTIES,
        "Le Bénéficiaire s'engage à lancer la procédure d'acquisition de Pass numériques dans les 2 mois maximum après "
        "la signature de la présente convention.",
        {"months": 2, "after": kinds.SIGNATURE},
    ),
    ("name", DUTIES, "Le Bénéficiaire s'engage", {"party": kinds.HOLDER, "name": "Le Bénéficiaire"}),
    (
        "name",
        DUTIES,
        "en faisant représenter la collectivité par un membre dûment désigné",
        {"party": kinds.HOLDER, "name": "la collectivité"},
    ),
    (
        "reports",
        DUTIES,
        "un rapport d'étape sur l'utilisation des Pass numériques sur son territoire au 31/01/2022 et au 31/07/2023. "
        "Ce rapport devra notamment comprendre le nombre de Pass numériques effectivement consommés en année pleine",
        {"dates": (date(2022, 1, 31), date(2023, 7, 31)), "full_years": True},
    ),
    ("annex", DUTIES, "l'échéancier de déploiement joint en annexe", {"annex": kinds.SCHEDULE}),
    (
        "deadline",
        DUTIES,
        "dans les 6 mois qui suivent la clôture, soit au 1er juillet 2024",
        {"months": 6, "after": kinds.ACTION_END, "on": facts.FINAL_REPORT_DUE_ON},
    ),
    ("annex", DUTIES, "un cadre de réponse en annexe à la convention", {"annex": kinds.FRAMEWORK}),
)

# Kind, paragraph of the report, words, values.
REPORTED: tuple[tuple[str, int, str, dict[str, Value]], ...] = (
    (
        "share",
        2,
        "à hauteur de 50% du montant global du projet qui s'élève à 550 000€",
        {"per_mille": 500, "total_cents": 55_000_000},
    ),
    ("target", 3, "déployer 50 000 Pass numériques sur la période 2021-2023", {"count": 50_000}),
    (
        "duration",
        4,
        "d'une durée de 31 mois, du 1er janvier 2021 au 30 juillet 2023",
        {"months": 31, "starts_on": date(2021, 1, 1), "ends_on": date(2023, 7, 30)},
    ),
    ("extension", 7, "une prolongation des conventions de partenariat de 5 mois", {"months": 5}),
    ("day", 8, "jusqu'au 31 décembre 2023", {"event": kinds.ACTION_END, "on": END}),
)


def write(diary: Diary) -> None:
    """Read on the day on which the amendment is drafted."""
    diary.on(AMENDMENT_DRAFTED_ON, record)


def record(stage: Stage) -> None:
    """All of them at once."""
    record_statements(
        by=stage.by("responsable"),
        convention_id=stage.ids["convention"],
        statements=list(statements(stage.ids["amendment"], stage.ids["extension"])),
    )


def statements(amendment_id: int, act_id: int) -> Iterator[NewStatement]:
    """What the amendment states, then the report joined to the act."""
    for kind, place, quote, values in AMENDED:
        yield NewStatement(
            kind, values, place, quote, AMENDMENT, amendment_id=amendment_id, article_number=WRITES.get(place, "")
        )
    for kind, paragraph, quote, values in REPORTED:
        yield NewStatement(kind, values, f"paragraphe {paragraph}", quote, REPORT, deliberation_id=act_id)
