"""What report and deliberation have in common: sitting, opinions, articles."""

from quitus.connectors.papers import Block, Facts, Heading, Paragraph, prose
from quitus.domain.acts import queries
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.domain.organisations import queries as organisations
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.papers.parts import article_title, bullets, day, section


def act_of(deliberation_id: int) -> Deliberation:
    """A deliberation of the authority of the current scheme; raises `DoesNotExist` for any other."""
    authority_id = organisations.scheme_by_id(current_scheme_id()).authority_id
    return queries.deliberation(deliberation_id, authority_id)


def sitting_line(sitting: Sitting | None) -> str:
    """« Commission permanente, réunion du 15 mai 2023 »."""
    return f"{sitting.assembly}, réunion du {day(sitting.held_on)}" if sitting else ""


def opinions(act: Deliberation) -> list[Block]:
    """What the commissions said, each with its day."""
    told = []
    for opinion in act.opinions.all():
        verdict = "favorable" if opinion.favourable else "défavorable"
        remarks = f" Remarques : {opinion.remarks.strip()}" if opinion.remarks.strip() else ""
        told.append(f"{opinion.commission}, le {day(opinion.given_on)} : avis {verdict}.{remarks}")
    return section("Avis des commissions", bullets(told))


def articles(act: Deliberation) -> list[Block]:
    """What the assembly decides, article by article."""
    blocks: list[Block] = []
    found = list(act.articles.all())
    for article in found:
        blocks.append(Heading(2, article_title(article.number, article.title)))
        blocks += prose(article.text)
    return blocks


def references(act: Deliberation) -> list[Block]:
    """The « Vu … », then the earlier acts on which this one builds."""
    seen: list[Block] = [Paragraph(_ground(reference.text)) for reference in act.references.all()]
    for earlier in act.earlier_acts.all():
        when = f" du {day(earlier.held_on)}" if earlier.held_on else ""
        where = f" ({earlier.assembly})" if earlier.assembly else ""
        title = f" : {earlier.title}" if earlier.title else ""
        seen.append(Paragraph(f"Vu la délibération n° {earlier.number}{when}{where}{title} ;"))
    return section("Visas", seen)


def _ground(text: str) -> str:
    """A reference as acts say it; one that was entered without « Vu » gets it."""
    return text if text.lower().startswith(("vu ", "vus ", "vue ", "vues ", "considérant")) else f"Vu : {text}"


def annexes(act: Deliberation) -> list[Block]:
    """What is joined, each file with its fingerprint, which says that it is this one."""
    files = [(annex.title, f"{annex.file_name}\nEmpreinte SHA-256 : {annex.sha256}") for annex in act.annexes.all()]
    return section("Annexes", [Facts(tuple(files))] if files else [])
