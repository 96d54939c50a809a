"""What the funder does with one proposal, in the scheme that it was made to."""

from quitus.domain.audit.operations import record
from quitus.domain.campaigns import errors, policies, rules, states
from quitus.domain.campaigns.models import Campaign, Proposal, ProposalMessage
from quitus.domain.grants import queries as grants
from quitus.domain.organisations import queries as organisations
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def make_proposal(*, by: Actor, campaign_id: int) -> Proposal:
    """Proposes a campaign to the convention of the current scheme.

    Refuses with `NotYourRole`, `SchemeNotServed` (the author's organisation is not the funder of this scheme),
    `ConventionNotSigned`, `ChangeWithoutBase`, `AlreadyProposed`.
    """
    refuse_unless(policies.may_campaign(by.role))
    scheme = organisations.scheme_by_id(current_scheme_id())
    campaign = Campaign.objects.get(pk=campaign_id)
    if not by.organisation_id == scheme.funder_id == campaign.funder_id or campaign.is_example != scheme.is_example:
        raise errors.SchemeNotServed()
    convention = grants.signed_convention(scheme.pk, today())
    standing = grants.consolidated_parameters(convention.pk, today())
    before = {one.name: one.value for one in standing if one.value is not None}
    rules.resolved((one.change for one in campaign.changes.all()), before)
    with refused_by(
        "a_campaign_is_proposed_once_at_a_time_to_a_convention", errors.AlreadyProposed(number=convention.number)
    ):
        proposal = Proposal.objects.create(scheme=scheme, campaign=campaign, convention=convention, proposed_on=today())
    record_on(proposal, by, "make_proposal", N_("Avenant proposé par le financeur"))
    return proposal


@operation
def withdraw_proposal(*, by: Actor, proposal_id: int) -> Proposal:
    """Takes back a proposal that nobody has answered. Refuses with `NotYourRole`, `ProposalAlreadyAnswered`."""
    proposal = own(by, proposal_id)
    proposal.state = moved(proposal, "withdraw")
    proposal.withdrawn_on = today()
    proposal.save()
    record_on(proposal, by, "withdraw_proposal", N_("Proposition retirée par le financeur"))
    return proposal


@operation
def remind(*, by: Actor, proposal_id: int) -> Proposal:
    """Reminds the authority that an answer is waited for: its home says so. No mail is sent.

    Refuses with `NotYourRole`, `ProposalAlreadyAnswered`, `RemindedToday`.
    """
    proposal = own(by, proposal_id)
    proposal.state = moved(proposal, "remind")
    if proposal.reminded_on == today():
        raise errors.RemindedToday()
    proposal.reminded_on = today()
    proposal.reminder_count += 1
    proposal.save()
    record_on(proposal, by, "remind", N_("Relance du financeur"))
    return proposal


@operation
def reply(*, by: Actor, proposal_id: int, text: str) -> ProposalMessage:
    """Replies to the authority's questions. Refuses with `NotYourRole`, `QuestionMissing`."""
    proposal = own(by, proposal_id)
    message = say(proposal, by, states.FUNDER, text)
    record_on(proposal, by, "reply", N_("Réponse du financeur à une question"))
    return message


def own(by: Actor, proposal_id: int) -> Proposal:
    """The proposal, locked, of the author's own organisation; any other raises `DoesNotExist`."""
    refuse_unless(policies.may_campaign(by.role))
    found = lock(Proposal.objects.filter(pk=proposal_id, campaign__funder_id=by.organisation_id))
    if not found:
        raise Proposal.DoesNotExist
    return found[0]


def moved(proposal: Proposal, verb: str) -> str:
    """The state that a verb leads to. Refuses with `ProposalAlreadyAnswered`, also what was accepted with an amendment
    that was not given up.
    """
    reached = after(states.PROPOSAL, proposal.state, verb)
    if reached is None or (proposal.state == states.ACCEPTED and not proposal.awaits_answer):
        raise errors.ProposalAlreadyAnswered(state=states.PROPOSAL_LABELS[proposal.state])
    return reached


def say(proposal: Proposal, by: Actor, side: str, text: str) -> ProposalMessage:
    """Adds a message of one side. Refuses with `QuestionMissing`."""
    if not text.strip():
        raise errors.QuestionMissing()
    return ProposalMessage.objects.create(
        scheme_id=proposal.scheme_id,
        proposal=proposal,
        side=side,
        author_label=by.label,
        text=text.strip(),
        said_on=today(),
    )


def record_on(proposal: Proposal, by: Actor, verb: str, summary: str, **data: object) -> None:
    """Writes the line of the thread of a proposal."""
    record(by=by, verb=verb, subject_kind="proposal", subject_id=proposal.pk, summary=summary, data=data)
