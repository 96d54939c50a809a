"""What writes to the tables of the room: the plan, spendings, instalments."""

from quitus.domain.budget.operations.instalments import claim_instalment, plan_instalment, receive_instalment
from quitus.domain.budget.operations.plan import lock_market, notify_market, plan_budget_line
from quitus.domain.budget.operations.procurements import (
    abandon_procurement,
    award_procurement,
    launch_procurement,
    notify_awarded,
)
from quitus.domain.budget.operations.spendings import (
    add_evidence,
    commit_spending,
    record_invoice,
    record_mandat,
    record_payment,
    reverse_spending,
)
from quitus.domain.budget.operations.titres import use_titre

__all__ = [
    "abandon_procurement",
    "add_evidence",
    "award_procurement",
    "claim_instalment",
    "commit_spending",
    "launch_procurement",
    "lock_market",
    "notify_awarded",
    "notify_market",
    "plan_budget_line",
    "plan_instalment",
    "receive_instalment",
    "record_invoice",
    "record_mandat",
    "record_payment",
    "reverse_spending",
    "use_titre",
]
