"""That an archive left for a successor, or was taken up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.operators import policies, queries, rules
from quitus.domain.operators.errors import ArchiveAlreadyTakenUp
from quitus.domain.operators.models import DebtBefore, SerialFormat, SerialRange, Succession, VenueReference
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
def take_up_references(*, by: Actor, operator_id: int, references: Mapping[str, int]) -> int:
    """Keep how the operator before called venues, as the way the one that takes up calls them; how many were new.

    `references`: the key of a venue by reference. One that means another venue here already stays as it is, and the
    thread tells how many did. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_hand_over_operator(by.role))
    known = {rules.word(one.reference): one.venue_id for one in queries.references(operator_id)}
    made: list[VenueReference] = []
    for text, venue_id in references.items():
        if known.setdefault(rules.word(text), 0) == 0:
            known[rules.word(text)] = venue_id
            made.append(
                VenueReference(
                    scheme_id=current_scheme_id(), operator_id=operator_id, venue_id=venue_id, reference=text
                )
            )
    VenueReference.objects.bulk_create(made)
    left = sum(known[rules.word(text)] != venue_id for text, venue_id in references.items())
    if references:
        record(
            by=by,
            verb="take_up_references",
            subject_kind="operator",
            subject_id=operator_id,
            summary=N_("Références de lieux reprises : %(new)s ; %(left)s désignent déjà un autre lieu"),
            data={"new": len(made), "left": left},
        )
    return len(made)


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
