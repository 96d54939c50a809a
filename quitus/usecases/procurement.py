"""Launching the purchase of pass settles what the convention asked for."""

from datetime import date

from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import Market, Procurement
from quitus.domain.obligations import operations, queries, states
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.obligations import Upload, kept


@operation
def launch_procurement(
    *, by: Actor, title: str, launched_on: date, reference: str = "", file: Upload | None = None
) -> Procurement:
    """Records that a procedure to buy pass was launched, with the file that proves it; the obligation to launch one, if
    it is open, is settled that day by the same file.

    Refuses as `budget.operations.launch_procurement`, and as `grants.files.fit_media_type` for the file.
    """
    proof = kept(file)
    made = budget.launch_procurement(by=by, title=title, launched_on=launched_on, reference=reference, file=proof)
    for owed in _owed():
        # Written in the language of the thread, as every note of a settlement is.
        note = f"Procédure d'achat lancée : {title}"
        operations.settle_obligation(by=by, obligation_id=owed, done_on=launched_on, note=note, file=proof)
    return made


@operation
def notify_market(
    *,
    by: Actor,
    operator_id: int,
    number: str,
    title: str,
    launched_on: date,
    awarded_on: date,
    notified_on: date,
    ends_on: date,
    ceiling_cents: int,
) -> Market:
    """Records a market whose procedure was not followed here; its launch settles the obligation to launch one.

    Refuses as `budget.operations.notify_market`.
    """
    market = budget.notify_market(
        by=by,
        operator_id=operator_id,
        number=number,
        title=title,
        launched_on=launched_on,
        awarded_on=awarded_on,
        notified_on=notified_on,
        ends_on=ends_on,
        ceiling_cents=ceiling_cents,
    )
    for owed in _owed():
        operations.settle_obligation(by=by, obligation_id=owed, done_on=launched_on, note=f"Marché n° {number}")
    return market


def _owed() -> list[int]:
    """What the authority still owes of launching a purchase."""
    found = queries.open_obligations(current_scheme_id())
    return [one.pk for one in found.filter(kind=states.PROCUREMENT, owed_by=states.HOLDER)]
