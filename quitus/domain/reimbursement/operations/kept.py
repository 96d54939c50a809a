"""Destroying pass of paper that are paid for, and asking to see some before."""

from collections.abc import Mapping
from datetime import date
from random import SystemRandom

from quitus.domain.audit.operations import record
from quitus.domain.distribution.operations import number_paper
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper, refuse_own_signature
from quitus.domain.reimbursement import kept, policies, states
from quitus.domain.reimbursement import kept_errors as errors
from quitus.domain.reimbursement.errors import ClaimUnknown
from quitus.domain.reimbursement.models import (
    Claim,
    ClaimLine,
    DestroyedClaim,
    PaperCheck,
    PaperCheckLine,
    PaperDestruction,
)
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

MOST_DRAWN = 200


@operation
def write_destruction(
    *, by: Actor, venue_id: int, destroyed_on: date, counted: int, way: str, witness: str = "", remark: str = ""
) -> PaperDestruction:
    """Writes the minutes by which a venue destroyed every pass of paper it no longer has to keep on that day; `counted`
    is how many were there.

    Refuses with `NotYourRole`, `PaperNotYours`, `DateInTheFuture`, `AskedToBeShown`, `NothingToDestroy`,
    `CountUnexplained`, `WayOfDestructionMissing`.
    """
    refuse_unless(policies.may_destroy_paper(by.role))
    assert by.organisation_id is not None  # a mediator is of a structure
    clock.refuse_future(destroyed_on)
    found = lock(Venue.objects.filter(pk=venue_id, organisation_id=by.organisation_id))  # one minutes at a time
    if not found:
        raise errors.PaperNotYours()
    due = [one for one in kept.register(venue_id=venue_id) if one.is_due(destroyed_on)]
    if not due:
        raise errors.NothingToDestroy(on=destroyed_on)
    _refuse_asked_for(venue_id, [one.claim_id for one in due])
    expected = sum(one.count for one in due)
    if counted != expected and not remark.strip():
        raise errors.CountUnexplained(expected=expected, counted=counted)
    if not way.strip():
        raise errors.WayOfDestructionMissing()
    made = PaperDestruction.objects.create(
        scheme_id=current_scheme_id(),
        number=number_paper("PD", destroyed_on),
        venue_id=venue_id,
        destroyed_on=destroyed_on,
        expected=expected,
        counted=counted,
        way=way.strip(),
        witness=witness.strip(),
        remark=remark.strip(),
        written_by=by.label,
    )
    DestroyedClaim.objects.bulk_create(
        DestroyedClaim(
            scheme_id=made.scheme_id,
            destruction=made,
            claim_id=one.claim_id,
            venue_id=venue_id,
            count=one.count,
            due_on=one.due_on or destroyed_on,
        )
        for one in due
    )
    _told(by, "write_destruction", "paper_destruction", made.pk, N_("Procès-verbal de destruction écrit"))
    return made


@operation
def sign_destruction(
    *, by: Actor, destruction_id: int, signed_on: date, quality: str = "", paper: OnPaper | None = None
) -> PaperDestruction:
    """Signs the minutes: in the program, by somebody of the structure; or with `paper`, what another signed by hand.

    Refuses with `NotYourRole`, `PaperNotYours`, `DestructionNotInThatState`, `DateInTheFuture`,
    `SignedBeforeDestruction`, `OwnSignatureOnPaper`.
    """
    allowed = policies.may_enter_destruction_paper if paper else policies.may_destroy_paper
    refuse_unless(allowed(by.role))
    clock.refuse_future(signed_on)
    minutes = _locked(by, destruction_id)
    state = _after(minutes, "sign_destruction")
    if signed_on < minutes.destroyed_on:
        raise errors.SignedBeforeDestruction(destroyed_on=minutes.destroyed_on)
    if paper is not None:
        refuse_own_signature(by, paper.signed_by)
        minutes.paper = keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="paper_destruction",
            subject_id=minutes.pk,
            verb="sign_destruction",
            signed_on=signed_on,
        )
    else:
        minutes.user_id = by.user_id
    signer = paper.signed_by if paper else by.label
    minutes.signed_by = ", ".join(filter(None, (signer, quality.strip())))[:200]
    minutes.state, minutes.signed_on = state, signed_on
    minutes.save(update_fields=["state", "signed_on", "signed_by", "user", "paper"])
    summary = N_("Procès-verbal de destruction signé : %(name)s")
    _told(by, "sign_destruction", "paper_destruction", minutes.pk, summary, name=minutes.signed_by, on=signed_on)
    return minutes


@operation
def withdraw_destruction(*, by: Actor, destruction_id: int) -> PaperDestruction:
    """Takes back minutes that nobody has signed: their pass are kept again.

    Refuses with `NotYourRole`, `PaperNotYours`, `DestructionNotInThatState`.
    """
    refuse_unless(policies.may_destroy_paper(by.role))
    minutes = _locked(by, destruction_id)
    minutes.state = _after(minutes, "withdraw_destruction")
    minutes.save(update_fields=["state"])
    DestroyedClaim.objects.filter(destruction=minutes).update(is_withdrawn=True)
    _told(by, "withdraw_destruction", "paper_destruction", minutes.pk, N_("Procès-verbal de destruction retiré"))
    return minutes


@operation
def draw_paper_check(*, by: Actor, claim_id: int, size: int) -> PaperCheck:
    """Draws pass of a paid claim at random, among those not destroyed, and asks the venues to show them; all of them
    where there are fewer.

    Refuses with `NotYourRole`, `ClaimUnknown`, `ClaimNotPaidYet`, `SampleOutOfBounds`, `NothingToDraw`.
    """
    refuse_unless(policies.may_check_paper(by.role))
    found = lock(Claim.objects.filter(pk=claim_id))
    if not found:
        raise ClaimUnknown()
    (claim,) = found
    if claim.state != states.PAID:
        raise errors.ClaimNotPaidYet(number=claim.number)
    if not 1 <= size <= MOST_DRAWN:
        raise errors.SampleOutOfBounds(most=MOST_DRAWN)
    gone = DestroyedClaim.objects.filter(claim=claim, is_withdrawn=False).values("venue_id")
    lines = list(
        ClaimLine.objects.filter(claim=claim)
        .exclude(venue_id__in=gone)
        .order_by("number")
        .values_list("number", "turn", "venue_id")
    )
    if not lines:
        raise errors.NothingToDraw(number=claim.number)
    check = PaperCheck.objects.create(
        scheme_id=claim.scheme_id,
        number=number_paper("CP", clock.today()),
        claim=claim,
        asked_on=clock.today(),
        asked_by=by.label,
        drawn_from=len(lines),
    )
    PaperCheckLine.objects.bulk_create(
        PaperCheckLine(scheme_id=claim.scheme_id, check_of=check, number=number, turn=turn, venue_id=venue_id)
        for number, turn, venue_id in SystemRandom().sample(lines, min(size, len(lines)))
    )
    summary = N_("Contrôle des pass papier : %(count)s pass demandés")
    _told(by, "draw_paper_check", "paper_check", check.pk, summary, count=min(size, len(lines)))
    return check


@operation
def record_paper_check(
    *, by: Actor, check_id: int, seen_on: date, outcomes: Mapping[int, str], observations: str = ""
) -> PaperCheck:
    """Records what was seen: by number of each pass asked for, one of `states.OUTCOMES`. What does not stand up is the
    authority's to follow: nothing is taken back by it.

    Refuses with `NotYourRole`, `PaperNotYours`, `PaperCheckDone`, `DateInTheFuture`, `SeenBeforeAsked`,
    `OutcomeMissing`.
    """
    refuse_unless(policies.may_check_paper(by.role))
    clock.refuse_future(seen_on)
    found = lock(PaperCheck.objects.filter(pk=check_id))
    if not found:
        raise errors.PaperNotYours()
    (check,) = found
    state = after(states.PAPER_CHECK, check.state, "record_paper_check")
    if state is None:
        raise errors.PaperCheckDone(number=check.number)
    if seen_on < check.asked_on:
        raise errors.SeenBeforeAsked(asked_on=check.asked_on)
    lines = list(PaperCheckLine.objects.filter(check_of=check))
    for line in lines:
        line.outcome = outcomes.get(line.number, "")
    if lacking := sum(1 for line in lines if line.outcome not in states.OUTCOMES):
        raise errors.OutcomeMissing(count=lacking)
    PaperCheckLine.objects.bulk_update(lines, ["outcome"])
    check.state, check.seen_on, check.seen_by = state, seen_on, by.label
    check.observations = observations.strip()
    check.save(update_fields=["state", "seen_on", "seen_by", "observations"])
    missing = sum(1 for line in lines if line.outcome == states.MISSING)
    summary = N_("Pass papier contrôlés : %(count)s, dont %(missing)s non présentés")
    _told(by, "record_paper_check", "paper_check", check.pk, summary, count=len(lines), missing=missing, on=seen_on)
    return check


def _refuse_asked_for(venue_id: int, claim_ids: list[int]) -> None:
    asked = PaperCheckLine.objects.filter(
        venue_id=venue_id, check_of__claim_id__in=claim_ids, check_of__state=states.ASKED
    )
    number = asked.order_by("check_of__number").values_list("check_of__number", flat=True).first()
    if number is not None:
        raise errors.AskedToBeShown(number=number)


def _locked(by: Actor, destruction_id: int) -> PaperDestruction:
    found = lock(PaperDestruction.objects.filter(pk=destruction_id).select_related("venue"))
    mine = by.role not in policies.OF_STRUCTURES or (found and found[0].venue.organisation_id == by.organisation_id)
    if not found or not mine:
        raise errors.PaperNotYours()
    return found[0]


def _after(minutes: PaperDestruction, verb: str) -> str:
    state = after(states.DESTRUCTION, minutes.state, verb)
    if state is None:
        label = states.DESTRUCTION_LABELS[minutes.state]
        raise errors.DestructionNotInThatState(number=minutes.number, state=label)
    return state


def _told(by: Actor, verb: str, kind: str, key: int, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind=kind, subject_id=key, summary=summary, data=data)
