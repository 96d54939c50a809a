"""That an archive left for a successor, or was taken up."""

from collections.abc import Mapping
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.operators import policies
from quitus.domain.operators.errors import ArchiveAlreadyTakenUp
from quitus.domain.operators.models import Succession
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
