"""That an archive left for a successor, or was taken up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.operators import policies
from quitus.domain.operators.errors import ArchiveAlreadyTakenUp
from quitus.domain.operators.models import DebtBefore, SerialFormat, SerialRange, Succession
from quitus.domain.vouchers.rules import series_of
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

OUT, IN = "out", "in"


@operation
def record_succession(
    *,
    by: Actor,
    direction: str,
    operator_id: int,
    reason: str,
    occurred_on: date,
    sha256: str,
    size: int,
    manifest: Mapping[str, object],
) -> Succession:
    """Write down an archive, its hash and its table of contents. Refuses with `NotYourRole`, `DateInTheFuture`,
    `ArchiveAlreadyTakenUp`.
    """
    refuse_unless(policies.may_hand_over_operator(by.role))
    refuse_future(occurred_on)
    earlier = Succession.objects.filter(direction=IN, sha256=sha256).first() if direction == IN else None
    if earlier is not None:
        raise ArchiveAlreadyTakenUp(on=earlier.occurred_on)
    made = Succession(
        scheme_id=current_scheme_id(),
        direction=direction,
        operator_id=operator_id,
        reason=reason.strip(),
        occurred_on=occurred_on,
        sha256=sha256,
        size=size,
        manifest=manifest,
        actor_label=by.label,
    )
    with refused_by("archive_is_taken_up_once", ArchiveAlreadyTakenUp(on=occurred_on)):
        made.save(force_insert=True)
    left = N_("Archive de succession produite")
    record(
        by=by,
        verb="record_succession",
        subject_kind="operator",
        subject_id=operator_id,
        summary=left if direction == OUT else N_("Archive de succession reprise"),
        data={"sha256": sha256, "on": occurred_on, "reason": made.reason},
    )
    return made


@dataclass(frozen=True)
class SerialsTold:
    """Serials `first` to `last` of the operator before, which are the pass from `number` on."""

    prefix: str
    width: int
    first: int
    last: int
    number: int


@operation
def take_up_serials(*, by: Actor, operator_id: int, orders: Mapping[int, int], serials: Sequence[SerialsTold]) -> None:
    """Keep the serials that pass taken up bear, as those of the operator that takes them up. `orders`: by series.

    Refuses with `NotYourRole`; raises `KeyError` for pass of no order.
    """
    refuse_unless(policies.may_hand_over_operator(by.role))
    scheme_id = current_scheme_id()
    for one in serials:
        order_id = orders[series_of(one.number)]
        form, _made = SerialFormat.objects.get_or_create(
            scheme_id=scheme_id, operator_id=operator_id, prefix=one.prefix, width=one.width
        )
        SerialRange.objects.create(
            scheme_id=scheme_id, format=form, order_id=order_id, first=one.first, last=one.last, number=one.number
        )


@operation
def record_debt_before(
    *, by: Actor, succession_id: int, organisation_id: int, count: int, amount_cents: int
) -> DebtBefore:
    """Write down what the operator before owes a structure, as an archive taken up says. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_hand_over_operator(by.role))
    return DebtBefore.objects.create(
        scheme_id=current_scheme_id(),
        succession_id=succession_id,
        organisation_id=organisation_id,
        count=count,
        amount_cents=amount_cents,
    )
