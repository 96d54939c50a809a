"""The funder's side of a campaign. Called across schemes; what is written is written in the scope of each scheme."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from quitus.domain.campaigns import operations, queries
from quitus.domain.campaigns.errors import NobodyChosen, SchemeNotServed
from quitus.domain.campaigns.models import Campaign, Proposal, ProposalMessage
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.organisations.roles import FUNDER
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation


@operation
def propose(*, by: Actor, campaign_id: int, scheme_ids: Collection[int]) -> Campaign:
    """Proposes a campaign to the conventions of these schemes: all of them, or none when one cannot be.

    Refuses with `NobodyChosen`, `SchemeNotServed`, and as `operations.mark_proposed` and `operations.make_proposal`.
    """
    if not scheme_ids:
        raise NobodyChosen()
    campaign = operations.mark_proposed(by=by, campaign_id=campaign_id)
    roles = _roles(by)
    for scheme_id in sorted(scheme_ids):
        with _there(roles, scheme_id) as officer:
            operations.make_proposal(by=officer, campaign_id=campaign_id)
    return campaign


@operation
def withdraw(*, by: Actor, proposal_id: int) -> Proposal:
    """Takes back a proposal without an answer. Refuses as `operations.withdraw_proposal`, or with `SchemeNotServed`."""
    with _there(_roles(by), queries.proposal(proposal_id).scheme_id) as officer:
        return operations.withdraw_proposal(by=officer, proposal_id=proposal_id)


@operation
def reply(*, by: Actor, proposal_id: int, text: str) -> ProposalMessage:
    """Replies to an authority. Refuses as `operations.reply`, and with `SchemeNotServed`."""
    with _there(_roles(by), queries.proposal(proposal_id).scheme_id) as officer:
        return operations.reply(by=officer, proposal_id=proposal_id, text=text)


@operation
def remind(*, by: Actor, proposal_id: int) -> Proposal:
    """Reminds one authority. Refuses as `operations.remind`, and with `SchemeNotServed`."""
    with _there(_roles(by), queries.proposal(proposal_id).scheme_id) as officer:
        return operations.remind(by=officer, proposal_id=proposal_id)


@operation
def remind_all(*, by: Actor, campaign_id: int) -> int:
    """Reminds every authority that has not answered and was not reminded today; returns how many.

    Refuses as `operations.remind`, and with `SchemeNotServed`.
    """
    roles = _roles(by)
    waiting = queries.to_remind(queries.proposals(campaign_id))
    for proposal in waiting:
        with _there(roles, proposal.scheme_id) as officer:
            operations.remind(by=officer, proposal_id=proposal.pk)
    return len(waiting)


def _roles(by: Actor) -> dict[int, Membership]:
    """The funder's role of the author in each scheme that the author's organisation funds."""
    refuse_unless(by.user_id is not None)
    assert by.user_id is not None
    held = organisations.memberships_of(by.user_id)
    return {
        one.scheme_id: one
        for one in held
        if one.role == FUNDER and one.organisation_id == one.scheme.funder_id == by.organisation_id
    }


@contextmanager
def _there(roles: dict[int, Membership], scheme_id: int) -> Iterator[Actor]:
    """The scope of a scheme, and the author as he is there."""
    role = roles.get(scheme_id)
    if role is None:
        raise SchemeNotServed()
    with within_scheme(role.scheme):
        yield organisations.actor_of(role)
