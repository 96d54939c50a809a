"""What an authority does with a proposal made to it."""

from quitus.domain.audit.operations import record
from quitus.domain.campaigns import errors, policies, states
from quitus.domain.campaigns.models import Proposal, ProposalMessage
from quitus.domain.campaigns.operations.proposing import moved, record_on, say
from quitus.domain.grants import states as grant_states
from quitus.domain.grants.models import Amendment
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def acknowledge_proposal(*, by: Actor, proposal_id: int) -> Proposal:
    """Tells the funder that the proposal has been read. Refuses with `NotYourRole`, `ProposalAlreadyAnswered`."""
    proposal = _received(by, proposal_id)
    if proposal.state == states.SEEN:
        return proposal
    proposal.state = moved(proposal, "see")
    _see(proposal)
    proposal.save()
    record_on(proposal, by, "acknowledge_proposal", N_("Proposition lue par la collectivité"))
    return proposal


@operation
def ask_question(*, by: Actor, proposal_id: int, text: str) -> ProposalMessage:
    """Asks the funder something before answering. Refuses with `NotYourRole`, `ProposalAlreadyAnswered`,
    `QuestionMissing`.
    """
    proposal = _received(by, proposal_id)
    proposal.state = moved(proposal, "ask")
    message = say(proposal, by, states.AUTHORITY, text)
    _see(proposal)
    proposal.save()
    record_on(proposal, by, "ask_question", N_("Question posée au financeur"))
    return message


@operation
def decline_proposal(*, by: Actor, proposal_id: int, reason: str) -> Proposal:
    """Says no, and why: the funder reads the reason. Also of a proposal whose amendment was given up; the thread keeps
    that one. Refuses with `NotYourRole`, `ProposalAlreadyAnswered`, `ReasonMissing`.
    """
    proposal = _received(by, proposal_id)
    proposal.state = moved(proposal, "decline")
    if not reason.strip():
        raise errors.ReasonMissing()
    proposal.reason, proposal.answered_on, proposal.amendment = reason.strip(), today(), None
    _see(proposal)
    proposal.save()
    record_on(proposal, by, "decline_proposal", N_("Proposition refusée par la collectivité"))
    return proposal


@operation
def accept_proposal(*, by: Actor, proposal_id: int, amendment_id: int) -> Proposal:
    """Says yes with an amendment of the convention: one drafted from the proposal, or one already in preparation.

    When the amendment that answered was given up, another one answers in its place. Refuses with `NotYourRole`,
    `ProposalAlreadyAnswered`, `AmendmentOfAnotherConvention`, `AmendmentGivenUp`, `AmendmentNotInPreparation`.
    """
    proposal = _received(by, proposal_id)
    proposal.state = moved(proposal, "accept")
    amendment = Amendment.objects.get(pk=amendment_id)
    if amendment.convention_id != proposal.convention_id:
        raise errors.AmendmentOfAnotherConvention()
    if amendment.state == grant_states.WITHDRAWN:
        raise errors.AmendmentGivenUp(number=amendment.number)
    if amendment.state != grant_states.DRAFTED:
        raise errors.AmendmentNotInPreparation(number=amendment.number, state=grant_states.LABELS[amendment.state])
    proposal.amendment, proposal.answered_on = amendment, today()
    _see(proposal)
    proposal.save()
    record_on(
        proposal, by, "accept_proposal", N_("Proposition acceptée : avenant n° %(number)s"), number=amendment.number
    )
    record(
        by=by,
        verb="accept_proposal",
        subject_kind="amendment",
        subject_id=amendment.pk,
        summary=N_("Répond à une proposition du financeur : %(campaign)s"),
        data={"campaign": proposal.campaign.title},
    )
    return proposal


@operation
def record_effect(*, by: Actor, amendment_id: int, moved_count: int) -> list[Proposal]:
    """Keeps with the proposals that an amendment answers how many obligations it moved or added on taking effect.

    Called where the amendment takes effect, by whoever signs last.
    """
    proposals = lock(Proposal.objects.filter(amendment_id=amendment_id))
    for proposal in proposals:
        proposal.moved_count = moved_count
        proposal.save()
        record_on(
            proposal,
            by,
            "record_effect",
            N_("Avenant en vigueur. Obligations déplacées ou ajoutées : %(count)s"),
            count=moved_count,
        )
    return proposals


def _received(by: Actor, proposal_id: int) -> Proposal:
    refuse_unless(policies.may_answer(by.role))
    [proposal] = lock(Proposal.objects.select_related("campaign").filter(pk=proposal_id))
    return proposal


def _see(proposal: Proposal) -> None:
    proposal.seen_on = proposal.seen_on or today()
