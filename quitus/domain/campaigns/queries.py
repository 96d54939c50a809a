"""What pages may read of campaigns. The funder's ones are read inside `tenancy.person_scope` of its officer: row-level
security keeps to the schemes where he serves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from quitus.domain.campaigns import rules, states
from quitus.domain.campaigns.errors import ChangeWithoutBase
from quitus.domain.campaigns.models import Campaign, Proposal, ProposalMessage
from quitus.domain.grants import rules as grants
from quitus.domain.grants import states as grant_states
from quitus.domain.grants.models import Convention, Parameter
from quitus.domain.grants.rules import Value
from quitus.kernel.clock import today

IN_FORCE = Q(proposals__amendment__in_force_on__isnull=False, proposals__amendment__annulled_on__isnull=True)


@dataclass(frozen=True)
class Reach:
    """A convention that a campaign may be proposed to: its values today, and what the campaign would make of them.

    `becomes` is None where a relative change has nothing to start from; `proposal` is the one still standing.
    """

    convention: Convention
    before: dict[str, Value]
    becomes: dict[str, Value] | None
    proposal: Proposal | None


def campaigns() -> QuerySet[Campaign]:
    """The campaigns that may be read here, the latest first, with how many proposals were made, wait, were accepted,
    and are in force.
    """
    standing = ~Q(proposals__state=states.WITHDRAWN)
    found = Campaign.objects.select_related("funder").order_by("-pk")
    return found.annotate(
        made_count=Count("proposals", filter=standing),
        waiting_count=Count("proposals", filter=Q(proposals__state__in=states.WAITING)),
        accepted_count=Count("proposals", filter=Q(proposals__state=states.ACCEPTED)),
        in_force_count=Count("proposals", filter=IN_FORCE),
    )


def campaign(campaign_id: int) -> Campaign:
    """One campaign with its articles and changes; raises `Campaign.DoesNotExist`."""
    return campaigns().prefetch_related("articles", "changes").get(pk=campaign_id)


def proposals(campaign_id: int) -> list[Proposal]:
    """The proposals of a campaign by authority, with amendment, deliberation and sitting: one query."""
    found = Proposal.objects.filter(campaign_id=campaign_id).select_related(
        "campaign", "scheme__authority", "convention", "amendment__deliberation__sitting"
    )
    return list(found.order_by("scheme__authority__sort_key", "pk"))


def proposal(proposal_id: int) -> Proposal:
    """One proposal with all that it names and what was said of it; raises `Proposal.DoesNotExist`."""
    return (
        Proposal.objects.select_related(
            "campaign__funder", "scheme__authority", "convention", "amendment__deliberation__sitting"
        )
        .prefetch_related("messages", "campaign__articles", "campaign__changes")
        .get(pk=proposal_id)
    )


def received(scheme_id: int, *, waiting: bool = False) -> QuerySet[Proposal]:
    """The proposals made to the convention of a scheme, the latest first; when `waiting` those without an answer, or
    whose amendment was given up.
    """
    found = Proposal.objects.filter(scheme_id=scheme_id).select_related(
        "campaign__funder", "amendment__deliberation__sitting", "convention"
    )
    if waiting:
        found = found.filter(Q(state__in=states.WAITING) | Q(amendment__state=grant_states.WITHDRAWN))
    return found.order_by("-pk")


def asking(campaign_id: int) -> set[int]:
    """The keys of the proposals of a campaign whose last word is a question of the authority: one query."""
    return set(_asking().filter(campaign_id=campaign_id).values_list("pk", flat=True))


def asked(scheme_id: int) -> QuerySet[Proposal]:
    """The proposals made in a scheme whose last word is a question of the authority."""
    return _asking().filter(scheme_id=scheme_id).select_related("campaign", "scheme__authority")


def _asking() -> QuerySet[Proposal]:
    last = ProposalMessage.objects.filter(proposal=OuterRef("pk")).order_by("-pk").values("side")[:1]
    return Proposal.objects.alias(last=Subquery(last)).filter(last=states.AUTHORITY).exclude(state=states.WITHDRAWN)


def to_remind(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those without an answer that nobody has been reminded of today."""
    return [one for one in proposals if one.state in states.WAITING and one.reminded_on != today()]


def reach(found: Campaign, on: date) -> list[Reach]:
    """The conventions in force on the day `on` that the officer serves, by authority: three queries for any number."""
    conventions = list(
        Convention.objects.filter(
            state=grant_states.SIGNED,
            in_force_on__lte=on,
            scheme__is_example=found.is_example,
            scheme__funder_id=found.funder_id,
        )
        .select_related("scheme__authority")
        .order_by("scheme__authority__sort_key", "pk")
    )
    keys = [one.pk for one in conventions]
    parameters: dict[int, list[Parameter]] = {}
    in_their_order = Parameter.objects.filter(convention__in=keys, effective_on__lte=on).order_by(
        "effective_on", F("amendment__number").asc(nulls_first=True), "pk"
    )
    for parameter in in_their_order:
        parameters.setdefault(parameter.convention_id, []).append(parameter)
    standing = Proposal.objects.filter(campaign=found, convention__in=keys).exclude(
        state__in=[states.DECLINED, states.WITHDRAWN]
    )
    proposed = {one.convention_id: one for one in standing}
    changes = [one.change for one in found.changes.all()]
    return [
        Reach(one, before, becomes_of(changes, before), proposed.get(one.pk))
        for one in conventions
        for before in [grants.values(parameters.get(one.pk, []), on)]
    ]


def becomes_of(changes: Iterable[rules.Change], before: dict[str, Value]) -> dict[str, Value] | None:
    """What a campaign makes of these values; None where a relative change has nothing to start from."""
    try:
        return rules.resolved(changes, before)
    except ChangeWithoutBase:
        return None
