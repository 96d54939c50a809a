"""Signals as read by the rooms and doors above."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.reimbursement.models import Claim, ClaimLine
from quitus.domain.signals import rules, states
from quitus.domain.signals.models import Signal, SignalLine, ThresholdSet
from quitus.kernel.tenancy import current_scheme_id


@dataclass(frozen=True)
class InForce:
    """The thresholds in force: version 0, without a key, are those of the program."""

    limits: rules.Thresholds
    version: int = 0
    pk: int | None = None


@dataclass(frozen=True)
class TakenLine:
    """A taking that a signal is about, and whether it was undone since."""

    taken: Redemption
    is_undone: bool


def thresholds_in_force() -> InForce:
    """The latest thresholds of the current scheme."""
    latest = ThresholdSet.objects.filter(scheme_id=current_scheme_id()).order_by("-version").first()
    if latest is None:
        return InForce(rules.Thresholds())
    return InForce(rules.thresholds_of(latest.values), latest.version, latest.pk)


def threshold_sets() -> QuerySet[ThresholdSet]:
    """Every version of the thresholds, the latest first."""
    return ThresholdSet.objects.filter(scheme_id=current_scheme_id()).order_by("-version")


def signals(*, state: str = "", kind: str = "", organisation_id: int | None = None) -> QuerySet[Signal]:
    """The signals of the current scheme, the latest fact first, with venue, structure and person."""
    found = Signal.objects.filter(scheme_id=current_scheme_id()).select_related("venue", "organisation", "user")
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return found.order_by("-last_at", "-pk")


def signal(signal_id: int) -> Signal:
    """One signal; raises `Signal.DoesNotExist`."""
    return signals().select_related("thresholds").get(pk=signal_id)


def counts_by_state() -> dict[str, int]:
    """How many signals stand in each state."""
    return _counts("state")


def counts_by_kind() -> dict[str, int]:
    """How many signals there are of each kind."""
    return _counts("kind")


def _counts(name: str) -> dict[str, int]:
    rows = Signal.objects.filter(scheme_id=current_scheme_id()).values_list(name).annotate(count=Count("pk"))
    return dict(rows.order_by())


def lines_of(signal_id: int) -> list[TakenLine]:
    """The takings that a signal is about, in the order in which they were recorded: three queries."""
    wanted = list(SignalLine.objects.filter(signal_id=signal_id).order_by().values_list("number", "turn"))
    numbers = [number for number, _turn in wanted]
    undone = set(RedemptionReversal.objects.filter(number__in=numbers).order_by().values_list("number", "turn"))
    taken = Redemption.objects.filter(number__in=numbers).select_related("venue", "service", "user")
    kept = set(wanted)
    return [
        TakenLine(one, (one.number, one.turn) in undone)
        for one in taken.order_by("recorded_at", "number", "turn")
        if (one.number, one.turn) in kept
    ]


def of_claim(claim_id: int) -> list[Signal]:
    """The signals nobody has closed (not looked at, looked into, or referred) about pass of a claim, latest first."""
    claimed = ClaimLine.objects.filter(claim_id=claim_id, number=OuterRef("number"), turn=OuterRef("turn"))
    about = SignalLine.objects.filter(Exists(claimed), signal=OuterRef("pk"))
    wanted = Q(state__in=[*states.UNDECIDED, states.REFERRED]) & Q(Exists(about))
    return list(signals().filter(wanted))


def claims_of(signal_id: int) -> list[Claim]:
    """The claims that count pass of a signal, oldest first."""
    about = SignalLine.objects.filter(signal_id=signal_id, number=OuterRef("number"), turn=OuterRef("turn"))
    counted = ClaimLine.objects.filter(Exists(about)).order_by().values("claim_id")
    return list(Claim.objects.filter(pk__in=counted).order_by("month", "pk"))


def asked_of(organisation_id: int) -> QuerySet[Signal]:
    """What a structure was asked, the latest first; what it has not answered yet has no `answer`."""
    return signals(organisation_id=organisation_id).exclude(question="").order_by("-asked_on", "-pk")


def to_follow(on: date) -> QuerySet[Signal]:
    """The decided signals whose day to look again has come."""
    return signals().filter(follow_up_on__lte=on).order_by("follow_up_on", "pk")
