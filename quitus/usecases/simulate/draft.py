"""« Préparer l'avenant »: amendment, report to the assembly and deliberation, drafted from a simulation at once."""

from quitus.domain.acts import operations as acts
from quitus.domain.acts.rules import Article, Earlier
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.models import Amendment
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.simulate import wording
from quitus.usecases.simulate.change import Change
from quitus.usecases.simulate.simulation import Simulation, simulate

MATTER = ("7.5", "Subventions")  # of the acts transmitted to the prefect
LAST_RESORT = "1"
NEW_ARTICLE = "Dispositions nouvelles"


@operation
def prepare_amendment(*, by: Actor, change: Change, title: str = "") -> Amendment:
    """Drafts the amendment that a change asks for, its articles begun and marked where they are to be completed; the
    report to the assembly; the deliberation that authorises to sign, which it names.

    Refuses as `simulate`, and with `NotYourRole`, `AmendmentUnderWay`.
    """
    simulation = simulate(current_scheme_id(), change, today())
    about = title.strip() or wording.title(simulation)
    amendment = grants.draft_amendment(by=by, convention_id=simulation.convention.pk, title=about)
    _write_articles(by, amendment, simulation)
    act = simulation.convention.deliberation
    deliberation = acts.draft_deliberation(
        by=by,
        authority_id=simulation.convention.scheme.authority_id,
        title=f"Convention n° {simulation.convention.number}, avenant n° {amendment.number}",
        report=wording.report(simulation),
        articles=[Article(number, "", text) for number, text in wording.decision(simulation, amendment.number)],
        legal_references=wording.references(simulation),
        earlier_acts=[Earlier(act.number, act.adopted_on, act.title)] if act and act.number else [],
        matter_code=MATTER[0],
        matter_label=MATTER[1],
    )
    return grants.attach_amendment_deliberation(by=by, amendment_id=amendment.pk, deliberation_id=deliberation.pk)


def _write_articles(by: Actor, amendment: Amendment, simulation: Simulation) -> None:
    """Each parameter in the article that fixes it; one that no article fixes goes with the end of the action."""
    standing = {one.name: one for one in grants_queries.consolidated_parameters(amendment.convention_id, today())}
    articles = {one.number: one for one in grants_queries.consolidated_articles(amendment.convention_id, today())}
    first = next(iter(articles), LAST_RESORT)
    home = standing["action_ends_on"].article_number or first
    by_article: dict[str, list[str]] = {}
    for name, value in simulation.parameters.items():
        number = standing[name].article_number or home
        by_article.setdefault(number, []).append(name)
        grants.amend_parameter(by=by, amendment_id=amendment.pk, name=name, value=value, article_number=number)
    before = {name: getattr(simulation.before, name) for name in simulation.parameters}
    for number, names in by_article.items():
        former = articles.get(number)
        grants.amend_article(
            by=by,
            amendment_id=amendment.pk,
            article_number=number,
            title=former.title if former else NEW_ARTICLE,
            text=wording.article_text(wording.sentences(names, before, simulation.parameters), former),
        )
