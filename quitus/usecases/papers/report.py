"""The report to the assembly: why it is asked to decide, what the commissions said, what it is asked to decide."""

from quitus.connectors.papers import Paper, Paragraph, Place, Signature
from quitus.domain.acts import states
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.papers.acts import act_of, annexes, articles, opinions, references, sitting_line
from quitus.usecases.papers.parts import DRAFT, LANGUAGE, masthead_of, section, written


def report_paper(deliberation_id: int) -> Paper:
    """The report on a deliberation. Refuses with `NothingToPrint` while no report is written."""
    act = act_of(deliberation_id)
    assembly = act.sitting.assembly if act.sitting else "l'assemblée"
    decided = articles(act)
    asked = [Paragraph("Il est proposé à l'assemblée d'adopter la délibération suivante."), *decided] if decided else []
    return Paper(
        title=act.title,
        language=LANGUAGE,
        author=act.authority.name,
        on=act.sitting.held_on if act.sitting else today(),
        masthead=masthead_of(act.authority),
        reference=f"Rapport à {assembly}" if act.sitting is None else f"Rapport · {assembly}",
        subtitle=sitting_line(act.sitting),
        mark=DRAFT if act.state == states.DRAFT else "",
        blocks=(
            *references(act),
            *section("Exposé", written(act.report, N_("le rapport n'est pas écrit"))),
            *opinions(act),
            *section("Décision proposée", asked),
            *annexes(act),
            Signature((Place(act.authority.name, act.signatory_name, act.signatory_quality),)),
        ),
    )
