"""A paper of each kind with something of everything in it: what a template is tried on. Every name is invented."""

from datetime import date

from quitus.connectors.papers import (
    Address,
    Block,
    Bullets,
    Facts,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    Place,
    Signature,
    Table,
)
from quitus.domain.documents import kinds
from quitus.usecases.papers.parts import DRAFT, LANGUAGE

ON = date(2024, 3, 4)
LONG = "Phrase d'essai assez longue pour tenir sur plusieurs lignes et montrer comment un paragraphe se présente. " * 6


def sample(kind: str, masthead: Masthead) -> Paper:
    """The sample of a kind, under the name of the authority that tries it."""
    label = kinds.LABELS[kind]
    return Paper(
        title=f"{label} d'essai, dont le titre est assez long pour passer à la ligne sur une page ordinaire (exemple)",
        language=LANGUAGE,
        author=masthead.name,
        on=ON,
        blocks=tuple(_blocks(kind)),
        masthead=masthead,
        reference=f"{label} n° 2024-000 (exemple)",
        subtitle="Réunion du 4 mars 2024 (exemple)",
        mark=DRAFT,
    )


def _blocks(kind: str) -> list[Block]:
    letter: list[Block] = [Address(("Association du Moulin (exemple)", "1 place du Marché", "62000 Arras"))]
    return [
        *(letter if kind == kinds.LETTER else []),
        Facts((("Réunion", "4 mars 2024"), ("Membres présents", "37"))),
        Heading(1, "Visas"),
        Paragraph("Vu le code général des collectivités territoriales ;"),
        Heading(1, "Article 1 — Objet"),
        Paragraph(LONG),
        Bullets(("Premier point", "Second point")),
        Bullets(("Étape une", "Étape deux"), ordered=True),
        Heading(2, "Sous-titre"),
        Paragraph("Paragraphe important", "strong"),
        Paragraph("Remarque sur le texte", "note"),
        Paragraph("DÉCIDE", "centred"),
        Heading(3, "Détail"),
        Table(
            ("Groupe", "Pour", "Contre"),
            (("Groupe des arbres (exemple)", "20", "1"), ("Groupe des rivières (exemple)", "13", "0")),
            "Votes par groupe",
            ("left", "right", "right"),
        ),
        Paragraph("Caractères : « œuvre », 1 234,50 €, n° 3, Évin-Malmaison, —"),
        Signature(
            (
                Place("Pour la collectivité", "Camille Exemple", "Présidence", "Date :"),
                Place("Pour le financeur", "Dominique Exemple", "Direction générale", "Date :"),
            ),
            "Fait en deux exemplaires.",
        ),
    ]
