"""Pass from the accountant to safes and mandated bodies, from there to points, and back."""

from datetime import date

from quitus.domain.distribution import policies, queries, states
from quitus.domain.distribution.models import Holder, Imprest, MandateConvention, Slip
from quitus.domain.distribution.operations.custody import (
    Passage,
    Ranges,
    Signature,
    carried,
    locked_holder,
    locked_only_holder,
    only_holder,
    pieces_of,
)
from quitus.domain.distribution.operations.deliveries import refuse_unless_accountants
from quitus.domain.distribution.operations.powers import (
    refuse_unless_constituted,
    refuse_unless_given,
    refuse_unless_mandated,
    refuse_unless_open,
    refuse_withheld,
    refuse_without_power_over,
)
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_beyond_ceilings
from quitus.domain.distribution.operations.requests import answer_request
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

RETURNED = N_("%(count)s pass rendus à %(to)s")


@operation
def supply_safe(
    *, by: Actor, imprest_id: int, numbers: Ranges, occurred_on: date, note: str = "", paper: OnPaper | None = None
) -> Slip:
    """The accountant supplies the safe of a régie against receipt (by analogy with CGCT R.1611-11).

    Pass of an order that is not active yet may enter the safe, blocked ones may not. With `paper` the accountant
    signed the slip by hand, and the authorising side enters it with its scan. A request of that régie that waited on
    that day is answered by it (`request_supply`).
    Refuses with `NotYourRole`, `DateInTheFuture`, `ImprestNotConstituted`, `NoHolderAppointed`, `CeilingExceeded`,
    `NumbersUnknown`, `PassBlocked`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless_accountants(by, paper)
    refuse_future(occurred_on)
    # Locked: two supplies at once would each fit below the ceiling, and a régie does not close meanwhile.
    (imprest,) = lock(Imprest.objects.select_related("safe").filter(pk=imprest_id))
    refuse_unless_constituted(imprest, occurred_on)
    return _supply(by, "supply_safe", imprest.safe, numbers, occurred_on, note, paper)


@operation
def supply_body(
    *, by: Actor, mandate_id: int, numbers: Ranges, occurred_on: date, note: str = "", paper: OnPaper | None = None
) -> Slip:
    """The accountant supplies a mandated body against receipt (CGCT L.1611-7); `paper` as in `supply_safe`.

    Refuses with `NotYourRole`, `DateInTheFuture`, `MandateNotInForce`, `MandateCeilingExceeded`, `NumbersUnknown`,
    `PassBlocked`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless_accountants(by, paper)
    refuse_future(occurred_on)
    (mandate,) = lock(MandateConvention.objects.select_related("body").filter(pk=mandate_id))
    refuse_unless_mandated(mandate, occurred_on)
    return _supply(by, "supply_body", mandate.stock, numbers, occurred_on, note, paper)


def _supply(by: Actor, verb: str, taker: Holder, numbers: Ranges, on: date, note: str, paper: OnPaper | None) -> Slip:
    giver = locked_only_holder(states.ACCOUNTANT)
    passage = Passage(verb, pieces_of(numbers), giver, taker, on)
    refuse_beyond_ceilings(passage)
    refuse_withheld(passage.pieces)
    slip = carried(by, passage, "supply", N_("%(count)s pass confiés à %(to)s"), note=note, paper=paper)
    answer_request(by, slip)
    return slip


@operation
def transfer_to_point(
    *, by: Actor, point_id: int, numbers: Ranges, occurred_on: date, note: str = "", paper: OnPaper | None = None
) -> Slip:
    """Bring pass from the safe to a point of its régie, or from a mandated body to a point of its own.

    Somebody at the point acknowledges. With `paper` who keeps the safe (or the stock of the body) signed by hand, and
    somebody at the point, or the authorising side, enters it; nobody may have signed who was not appointed
    (`NobodyAnsweredThere`). Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`,
    `NoMandateOverTheBody`, `HandoverMissing`, `PointNotOpen`, `OperationNotInTheAct`, `MandateNotInForce`,
    `PointCeilingExceeded`, `NumbersUnknown`, `PassBlocked`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    point = queries.point(point_id)
    home = queries.home_of(point)
    of_a_body = home.kind == states.MANDATED
    refuse_unless(
        policies.may_move_stock(by.role, of_a_body=of_a_body) if paper is None else policies.may_receive(by.role)
    )
    refuse_unless_given(by, home, point.holder, occurred_on, paper)
    refuse_unless_open(point, occurred_on)
    lock_ceilings(point.holder)
    giver = locked_holder(home.pk)
    verb = "transfer_to_point" if home.kind == states.SAFE else "transfer_from_body"
    passage = Passage(verb, pieces_of(numbers), giver, point.holder, occurred_on)
    refuse_beyond_ceilings(passage)
    refuse_withheld(passage.pieces)
    return carried(by, passage, "transfer", N_("%(count)s pass transférés à %(to)s"), note=note, paper=paper)


@operation
def return_from_point(
    *, by: Actor, point_id: int, numbers: Ranges, occurred_on: date, note: str = "", paper: OnPaper | None = None
) -> Slip:
    """Bring pass back from a point to the safe (or the mandated body), blocked and expired ones too.

    Who keeps the safe acknowledges. With `paper` somebody at the point signed by hand, and who keeps the safe, or the
    authorising side, enters it. Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`,
    `NobodyAnsweredThere`, `HandoverMissing`, `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_return_stock(by.role) if paper is None else policies.may_receive(by.role))
    refuse_future(occurred_on)
    point = queries.point(point_id)
    home = queries.home_of(point)
    refuse_unless_given(by, point.holder, home, occurred_on, paper)
    giver = locked_holder(point.holder.pk)
    verb = "return_from_point" if home.kind == states.SAFE else "return_to_body"
    passage = Passage(verb, pieces_of(numbers), giver, home, occurred_on)
    return carried(by, passage, "return", RETURNED, note=note, paper=paper)


@operation
def return_to_accountant(
    *, by: Actor, holder_id: int, numbers: Ranges, occurred_on: date, note: str = "", paper: OnPaper | None = None
) -> Slip:
    """Bring pass back from a safe or a mandated body to the accountant, blocked and expired ones too.

    The accountant acknowledges. With `paper` who keeps the safe signed by hand, and the accountant, or the authorising
    side, enters it. Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateOverTheBody`,
    `NobodyAnsweredThere`, `HandoverMissing`, `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    holder = queries.holder(holder_id)
    of_a_body, accountant = holder.kind == states.MANDATED, only_holder(states.ACCOUNTANT)
    refuse_unless(
        policies.may_move_stock(by.role, of_a_body=of_a_body) if paper is None else policies.may_receive(by.role)
    )
    refuse_unless_given(by, holder, accountant, occurred_on, paper)
    giver = locked_holder(holder.pk)
    verb = "return_from_body" if of_a_body else "return_to_accountant"
    passage = Passage(verb, pieces_of(numbers), giver, accountant, occurred_on)
    return carried(by, passage, "return", RETURNED, note=note, paper=paper)


@operation
def leave_in_drawer(*, by: Actor, point_id: int, numbers: Ranges, occurred_on: date) -> Slip:
    """Take pass of a point into one's own drawer: only who may hand out there has one (prescribing is not handing out).

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `NumbersUnknown`, `PassBlocked`,
    `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    assert by.user_id is not None  # only persons hold these roles
    point = queries.point(point_id)
    refuse_without_power_over(by, point.holder, occurred_on)
    giver = locked_holder(point.holder.pk)
    drawer, _ = Holder.objects.get_or_create(
        scheme_id=point.scheme_id,
        kind=states.DRAWER,
        keeper_id=by.user_id,
        place=point,
        defaults={"label": f"{by.label} – {point.name}"[:200]},
    )
    passage = Passage("leave_in_drawer", pieces_of(numbers), giver, drawer, occurred_on)
    refuse_withheld(passage.pieces)
    return carried(by, passage, "transfer", N_("%(count)s pass pris dans un tiroir"), received=Signature(by))


@operation
def return_from_drawer(*, by: Actor, drawer_id: int, numbers: Ranges, occurred_on: date, note: str = "") -> Slip:
    """Bring pass back from a drawer to its point: by its keeper, or by who keeps the safe when he has gone.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `NumbersUnknown`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_return_stock(by.role))
    refuse_future(occurred_on)
    drawer = queries.holder(drawer_id)
    assert drawer.place is not None
    refuse_without_power_over(by, drawer.place.holder, occurred_on)
    giver = locked_holder(drawer.pk)
    passage = Passage("return_from_drawer", pieces_of(numbers), giver, drawer.place.holder, occurred_on)
    return carried(by, passage, "return", RETURNED, received=Signature(by), note=note)
