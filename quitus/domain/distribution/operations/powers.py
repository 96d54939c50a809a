"""Who may move what on that day, and where it may go: what movements check beside the régie's own limits."""

from collections.abc import Iterable
from datetime import date

from quitus.domain.distribution import catalogue, policies, queries, rules, states
from quitus.domain.distribution.errors import (
    ImprestNotConstituted,
    NoHolderAppointed,
    NoMandateOverTheBody,
    NoMandateOverTheDrawer,
    NoMandateOverTheSafe,
    PassBlocked,
    PointNotOpen,
)
from quitus.domain.distribution.models import (
    Appointment,
    DistributionPoint,
    Holder,
    Imprest,
    MandateConvention,
    MandatedPerson,
)
from quitus.domain.distribution.operations import regie_checks
from quitus.domain.distribution.operations.custody import Piece
from quitus.domain.distribution.regie_errors import MandateNotInForce, PowerEndedSince
from quitus.domain.distribution.rules import Power
from quitus.domain.distribution.slip_errors import NobodyAnsweredThere, NotAppointedThere
from quitus.domain.documents.errors import OwnSignatureOnPaper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import queries as vouchers
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.refusals import NotAllowed


def refuse_without_power_over(by: Actor, holder: Holder, on: date) -> None:
    """Refuse who has no power over what a holder has, on the day of the fact and on the day on which he writes it.

    The second keeps whoever was dismissed from writing things of the time when he was appointed. His powers are held
    first (`hold_powers`). Refuses with `NotYourRole`, `NoMandateToHandOut`, `NoMandateOverTheSafe`,
    `NoMandateOverTheBody`, `NoMandateOverTheDrawer`, `HandoverMissing`, `PowerEndedSince`.
    """
    hold_powers(by, *queries.acts_over(holder))
    _refuse_without_power_on(by, holder, on)
    if on < today():
        try:
            _refuse_without_power_on(by, holder, today())
        except NotAllowed as ended:
            raise PowerEndedSince(holder=holder.label, on=on) from ended


def hold_powers(by: Actor, imprest_id: int | None, mandate_id: int | None = None, *, signer_id: int = 0) -> None:
    """Lock until the end what gives somebody a power under a régie or a mandate, and whoever signed by hand what he
    enters: an appointment that ends at this moment sees what is written, or is seen by it. Before the régie, the
    mandate and the holders, in every operation.
    """
    people = [by.user_id or 0, signer_id]
    if imprest_id is not None:
        lock(Appointment.objects.filter(imprest_id=imprest_id, user_id__in=people))
    if mandate_id is not None:
        lock(MandatedPerson.objects.filter(mandate_id=mandate_id, user_id__in=people))


def hold_power_over(by: Actor, holder: Holder, on: date) -> bool:
    """Lock somebody's powers over what a holder has (`hold_powers`), and say whether they let him: for what follows, in
    the same operation. Where `refuse_without_power_over` would refuse.
    """
    try:
        refuse_without_power_over(by, holder, on)
    except NotAllowed:
        return False
    return True


def answered_by_others(holder: Holder, user_id: int | None, on: date) -> bool:
    """Whether somebody else than this person could sign for a holder on a day; of an unknown person, than one."""
    own = 1 if user_id is None else len(_letting(holder, on, user_id))
    return len(_letting(holder, on)) > own


def _letting(holder: Holder, on: date, user_id: int | None = None) -> list[Power]:
    """The powers under which a holder may be signed for on a day: everybody's, or those of one person."""
    point = holder.point_id or holder.place_id
    return [one for one in queries.powers_over(holder, user_id) if rules.lets([one], point, on)]


def refuse_unless_given(by: Actor, giver: Holder, taker: Holder, on: date, paper: OnPaper | None) -> None:
    """Who gives has power over what he gives; with `paper` he signed by hand, and whoever will answer for the pass, or
    the authorising side, enters it.

    Refuses as `refuse_without_power_over`; on paper with `NotYourRole`, and with `NobodyAnsweredThere` when nobody
    could sign for the giver on that day.
    """
    if paper is None:
        refuse_without_power_over(by, giver, on)
        return
    if not policies.may_enter_for_others(by.role) and not hold_power_over(by, giver, on):
        refuse_without_power_over(by, taker, on)
    if not _letting(giver, on):
        raise NobodyAnsweredThere(holder=giver.label, on=on)


def refuse_unless_signed_there(by: Actor, holder: Holder, signer_id: int, paper: OnPaper, on: date) -> None:
    """Somebody appointed over what a holder has on a day signed by hand; another, appointed there now, or the
    authorising side, enters it: the power of that day is the signer's.

    Refuses with `OwnSignatureOnPaper`, `NobodyAnsweredThere`, `NotAppointedThere`, and as `refuse_without_power_over`.
    """
    if by.user_id == signer_id:
        raise OwnSignatureOnPaper(name=paper.signed_by)
    hold_powers(by, *queries.acts_over(holder), signer_id=signer_id)
    if not policies.may_enter_for_others(by.role):
        refuse_without_power_over(by, holder, today())
    if not _letting(holder, on):
        raise NobodyAnsweredThere(holder=holder.label, on=on)
    if not _letting(holder, on, signer_id):
        raise NotAppointedThere(agent=paper.signed_by, holder=holder.label, on=on)


def _refuse_without_power_on(by: Actor, holder: Holder, on: date) -> None:
    match holder.kind:
        case states.POINT | states.SAFE:
            regie_checks.refuse_unless_appointed(by, holder, on)
        case states.MANDATED:
            _refuse_without_body(by, holder, on)
        case states.DRAWER:
            _refuse_without_drawer(by, holder, on)
        case states.ACCOUNTANT:
            refuse_unless(policies.may_supply_safe(by.role))
        case states.PRINTER:
            refuse_unless(policies.may_print(by.role) and by.organisation_id in (holder.organisation_id, None))
        case _:
            refuse_unless(False)


def _refuse_without_body(by: Actor, holder: Holder, on: date) -> None:
    try:
        regie_checks.refuse_unless_appointed(by, holder, on)
    except NoMandateOverTheSafe as refusal:
        raise NoMandateOverTheBody(body=holder.label, on=on) from refusal


def _refuse_without_drawer(by: Actor, holder: Holder, on: date) -> None:
    assert holder.place is not None
    if by.user_id != holder.keeper_id:
        raise NoMandateOverTheDrawer(holder=holder.label)
    regie_checks.refuse_unless_appointed(by, holder.place.holder, on)


def refuse_unless_constituted(imprest: Imprest, on: date) -> None:
    """No stock enters a safe before the régie exists and somebody answers for it.

    Refuses with `ImprestNotConstituted`, `NoHolderAppointed`.
    """
    constituted = imprest.constituted_on is not None and imprest.constituted_on <= on
    if not constituted or (imprest.closed_on is not None and imprest.closed_on <= on):
        raise ImprestNotConstituted(imprest=imprest.name, on=on)
    if not rules.may_keep_the_safe(queries.powers(imprest_id=imprest.pk), on):
        raise NoHolderAppointed(imprest=imprest.name, on=on)


def refuse_unless_mandated(mandate: MandateConvention, on: date) -> None:
    """A body is given pass while its convention holds. Refuses with `MandateNotInForce`."""
    holds = mandate.signed_on is not None and max(mandate.signed_on, mandate.starts_on) <= on <= mandate.ends_on
    if not holds or (mandate.closed_on is not None and mandate.closed_on <= on):
        raise MandateNotInForce(body=mandate.body.short_name, on=on)


def refuse_unless_open(point: DistributionPoint, on: date) -> None:
    """Pass go to points open on that day, of a régie whose act allows points, or of a mandate that holds.

    Refuses with `PointNotOpen`, `OperationNotInTheAct`, `NoSubHolderAppointed`, `MandateNotInForce`.
    """
    if not point.is_open(on):
        raise PointNotOpen(point=point.name, on=on)
    regie_checks.refuse_unless_allowed(point.imprest, catalogue.OPEN_POINTS, on)
    regie_checks.refuse_unless_answered_for(point, on)
    if point.mandate is not None:
        refuse_unless_mandated(point.mandate, on)


def refuse_withheld(pieces: Iterable[Piece]) -> None:
    """Refuse pass that are blocked or cancelled. Refuses with `PassBlocked`."""
    if any(vouchers.withheld(piece.numbers) for piece in pieces):
        raise PassBlocked()
