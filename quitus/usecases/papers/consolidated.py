"""The convention as it stands on a day: every amendment in effect worked in, with what changed and by which one."""

from collections.abc import Sequence
from datetime import date

from quitus.connectors.papers import Block, Heading, Paper, Paragraph, Table, prose
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.grants import queries
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.queries import Consolidated, ConsolidatedArticle, ConsolidatedParameter
from quitus.kernel.words import N_
from quitus.usecases.papers.convention import annex_blocks, annex_title
from quitus.usecases.papers.parts import LANGUAGE, article_title, day, masthead_of, notes, number_of, section
from quitus.usecases.papers.texts import party_lines, scheme_of, signing_line, value_words

STANDING = (
    "Texte établi à partir des actes signés, pour en faciliter la lecture. Il ne remplace pas les originaux, qui seuls "
    "engagent les parties."
)


def consolidated_paper(convention_id: int, on: date) -> Paper:
    """A convention as it stands on the day `on`. Refuses with `NothingToPrint` while it has no article."""
    found = queries.consolidated(convention_id, on)
    if not found.articles:
        raise NothingToPrint(missing=N_("la convention n'a pas d'article"))
    convention = found.convention
    authority, _ = scheme_of(convention.scheme_id)
    blocks: list[Block] = []
    for article in found.articles:
        blocks.append(Heading(1, article_title(article.number, article.title)))
        blocks += [*notes([_history(article, "article")]), *prose(article.text)]
    return Paper(
        title=f"{convention.title}, texte consolidé au {day(on)}",
        language=LANGUAGE,
        author=authority.name,
        on=on,
        masthead=masthead_of(authority),
        reference=f"Convention {number_of(convention.number)} · consolidée au {day(on)}",
        subtitle=_subtitle(found),
        blocks=(
            Paragraph(STANDING, "note"),
            *section("Textes réunis", [_texts(found)]),
            *party_lines(convention),
            *blocks,
            *section("Annexes", _annexes(found)),
            *section("Paramètres en vigueur", _parameters(found.parameters)),
        ),
    )


def _subtitle(found: Consolidated) -> str:
    if not found.in_effect:
        return "Aucun avenant en vigueur à cette date"
    numbers = ", ".join(number_of(str(amendment.number)) for amendment in found.in_effect)
    return f"Avec l'avenant {numbers}" if len(found.in_effect) == 1 else f"Avec les avenants {numbers}"


def _history(article: ConsolidatedArticle, what: str) -> str:
    """« Modifié par l'avenant n° 1, en vigueur depuis le 20 juin 2023 »; empty when nothing changed it."""
    amendment = article.amendment
    if amendment is None:
        return ""
    verb = "Abrogé" if article.is_repealed else "Ajouté" if article.is_added else "Modifié"
    feminine = "e" if what == "annexe" else ""
    since = f", en vigueur depuis le {day(amendment.in_force_on)}" if amendment.in_force_on else ""
    return f"{verb}{feminine} par l'avenant {number_of(str(amendment.number))}{since}."


def _texts(found: Consolidated) -> Table:
    in_effect = {amendment.pk for amendment in found.in_effect}
    rows = [_text_row("Convention", found.convention, "En vigueur" if _is_in_force(found) else "Pas encore en vigueur")]
    for amendment in found.amendments:
        name = f"Avenant {number_of(str(amendment.number))} — {amendment.title}"
        rows.append(_text_row(name, amendment, _standing(amendment, found.on, is_in_effect=amendment.pk in in_effect)))
    header = ("Texte", "Dernière signature", "Effet", f"Le {day(found.on)}")
    return Table(header, tuple(rows), "Convention et avenants signés")


def _is_in_force(found: Consolidated) -> bool:
    since = found.convention.in_force_on
    return since is not None and since <= found.on


def _standing(amendment: Amendment, on: date, *, is_in_effect: bool) -> str:
    if is_in_effect:
        return "En vigueur"
    if amendment.annulled_from is not None and amendment.annulled_from <= on:
        return f"Annulé à compter du {day(amendment.annulled_from)}"
    return "Pas encore en vigueur"


def _text_row(name: str, text: Convention | Amendment, standing: str) -> tuple[str, ...]:
    effect = day(text.in_force_on) if text.in_force_on else "—"
    return (name, signing_line(text) or "—", effect, standing)


def _annexes(found: Consolidated) -> list[Block]:
    blocks: list[Block] = []
    for annex in found.annexes:
        blocks += [Heading(2, annex_title(annex.number, annex.title)), *notes([_history(annex, "annexe")])]
        blocks += annex_blocks(annex.now) if annex.now else []
    return blocks


def _parameters(parameters: Sequence[ConsolidatedParameter]) -> list[Block]:
    rows = [
        (
            one.about.label,
            value_words(one.about, one.value) + (" (à confirmer)" if one.is_placeholder else ""),
            one.article_number or "—",
            f"Avenant {number_of(str(one.amendment.number))}" if one.amendment else "Convention",
        )
        for one in parameters
        if one.value not in (None, "", ())
    ]
    if not rows:
        return []
    return [Table(("Paramètre", "Valeur", "Article", "Fixé par"), tuple(rows), "Ce que fixent les articles")]
