"""The authority's side of a campaign: its amendment is drafted in its own scheme, as its manager would."""

from quitus.domain.campaigns import operations, queries
from quitus.domain.campaigns.models import Proposal
from quitus.domain.campaigns.rules import resolved
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.operation import operation


@operation
def accept(*, by: Actor, proposal_id: int, amendment_id: int | None = None) -> Proposal:
    """Accepts a proposal: its articles and parameters become an amendment in preparation, which the authority may still
    complete before its assembly votes. With `amendment_id` the amendment already in preparation answers it as it is.

    Refuses as `operations.accept_proposal`, and when it drafts with `AmendmentUnderWay`, `ConventionNotSigned`,
    `ChangeWithoutBase`.
    """
    if amendment_id is None:
        amendment_id = _drafted(by, queries.proposal(proposal_id))
    return operations.accept_proposal(by=by, proposal_id=proposal_id, amendment_id=amendment_id)


def _drafted(by: Actor, proposal: Proposal) -> int:
    campaign = proposal.campaign
    standing = grants_queries.consolidated_parameters(proposal.convention_id, today())
    before = {one.name: one.value for one in standing if one.value is not None}
    articles = {one.name: one.article_number for one in standing}
    changes = list(campaign.changes.all())
    becomes = resolved((one.change for one in changes), before)
    key = grants.draft_amendment(by=by, convention_id=proposal.convention_id, title=campaign.title).pk
    for article in campaign.articles.all():
        grants.amend_article(
            by=by, amendment_id=key, article_number=article.article_number, title=article.title, text=article.text
        )
    for change in changes:
        grants.amend_parameter(
            by=by,
            amendment_id=key,
            name=change.name,
            value=becomes[change.name],
            article_number=change.article_number or articles[change.name],
        )
    return key
