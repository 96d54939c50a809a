"""An amendment: what it replaces, adds and repeals, and that everything else stays."""

from quitus.connectors.papers import Block, Heading, Paper, Paragraph, prose
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.grants import queries, states
from quitus.domain.grants.models import AmendedAnnex, AmendedArticle, Amendment
from quitus.domain.grants.queries.consolidated import version_of
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.papers.convention import annex_blocks
from quitus.usecases.papers.parts import DRAFT, LANGUAGE, article_title, day, masthead_of, number_of
from quitus.usecases.papers.texts import grounds, last_day, party_lines, scheme_of, signatures, signing_line

_MARKS = {
    states.DRAFTED: DRAFT,
    **{state: states.LABELS[state] for state in (states.ANNULLED, states.WITHDRAWN)},
}
UNCHANGED = "Les autres stipulations de la convention, non contraires au présent avenant, demeurent inchangées."


def amendment_paper(amendment_id: int) -> Paper:
    """An amendment as it stands. Refuses with `NothingToPrint` while it changes nothing that can be read."""
    amendment = queries.amendment(amendment_id)
    changes = _changes(amendment)
    if not changes:
        raise NothingToPrint(missing=N_("l'avenant ne modifie aucun article"))
    convention = amendment.convention
    authority, _ = scheme_of(amendment.scheme_id)
    return Paper(
        title=amendment.title,
        language=LANGUAGE,
        author=authority.name,
        on=last_day(amendment, today()),
        masthead=masthead_of(authority),
        reference=f"Avenant {number_of(str(amendment.number))} à la convention {number_of(convention.number)}",
        subtitle=convention.title,
        mark=_MARKS.get(amendment.state, ""),
        blocks=(
            *party_lines(convention),
            *grounds(_earlier(amendment), amendment.deliberation),
            *_numbered([*changes, ("Dispositions inchangées", [Paragraph(UNCHANGED)]), _effect(amendment)]),
            signatures(amendment, convention),
        ),
    )


def _earlier(amendment: Amendment) -> list[str]:
    """The convention and the amendments signed before."""
    convention = amendment.convention
    signed = signing_line(convention)
    lines = [f"Vu la convention {number_of(convention.number)}{f', signée le {signed}' if signed else ''} ;"]
    others = queries.amendments(convention.pk).filter(number__lt=amendment.number, state=states.SIGNED)
    return lines + [f"Vu l'avenant {number_of(str(one.number))}, signé le {signing_line(one)} ;" for one in others]


def _changes(amendment: Amendment) -> list[tuple[str, list[Block]]]:
    """One article of the amendment for each article or annex that it touches: its title and what it says."""
    articles, annexes = _standing_before(amendment)
    changes = [_of_article(change, articles) for change in amendment.articles.all()]
    return [*changes, *(_of_annex(change, annexes) for change in amendment.annexes.all())]


def _standing_before(amendment: Amendment) -> tuple[dict[str, str], dict[str, str]]:
    """Titles by number of what stood before this amendment, articles and annexes: what others in effect made of it."""
    on = amendment.in_force_on or today()
    articles = {one.number: one for one in queries.consolidated_articles(amendment.convention_id, on)}
    annexes = {one.number: one for one in queries.consolidated_annexes(amendment.convention_id, on)}

    def stood(found: dict[str, queries.ConsolidatedArticle]) -> dict[str, str]:
        titles = {}
        for number, one in found.items():
            is_ours = one.amendment is not None and one.amendment.pk == amendment.pk
            version = one.former if is_ours else one.now
            if version is not None:
                titles[number] = version.title
        return titles

    return stood(articles), stood(annexes)


def _of_article(change: AmendedArticle, standing: dict[str, str]) -> tuple[str, list[Block]]:
    number = change.article_number
    if change.is_repeal:
        named = f"L'article {number}{_quoted(standing.get(number, change.title))} est abrogé."
        return f"Abrogation de l'article {number}", [Paragraph(named)]
    if number in standing:
        opening = f"L'article {number}{_quoted(standing[number])} est remplacé par les stipulations suivantes :"
        title = f"Modification de l'article {number}"
    else:
        opening = f"Il est ajouté un article {number} ainsi rédigé :"
        title = f"Ajout d'un article {number}"
    return title, [Paragraph(opening), Heading(2, article_title(number, change.title)), *prose(change.text)]


def _of_annex(change: AmendedAnnex, standing: dict[str, str]) -> tuple[str, list[Block]]:
    number = change.annex_number
    if change.is_repeal:
        named = f"L'annexe {number}{_quoted(standing.get(number, change.title))} est abrogée."
        return f"Abrogation de l'annexe {number}", [Paragraph(named)]
    if number in standing:
        opening = f"L'annexe {number}{_quoted(standing[number])} est remplacée par l'annexe suivante :"
        title = f"Modification de l'annexe {number}"
    else:
        opening, title = f"Il est ajouté une annexe {number} :", f"Ajout d'une annexe {number}"
    named = f"Annexe {number} — {change.title}" if change.title else f"Annexe {number}"
    return title, [Paragraph(opening), Heading(2, named), *annex_blocks(version_of(change))]


def _quoted(title: str) -> str:
    return f" « {title} »" if title else ""


def _effect(amendment: Amendment) -> tuple[str, list[Block]]:
    if amendment.stated_effect_on is not None:
        when = f"Le présent avenant prend effet le {day(amendment.stated_effect_on)}, ou le jour de la dernière "
        when += "signature des parties si elle est postérieure."
    else:
        when = "Le présent avenant prend effet le jour de la dernière signature des parties."
    return "Prise d'effet", [Paragraph(when)]


def _numbered(changes: list[tuple[str, list[Block]]]) -> list[Block]:
    blocks: list[Block] = []
    for rank, (title, said) in enumerate(changes, start=1):
        blocks += [Heading(1, article_title(str(rank), title)), *said]
    return blocks
