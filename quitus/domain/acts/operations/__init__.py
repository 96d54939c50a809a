"""What the authority does with its acts: everything that writes to the tables of the room."""

from quitus.domain.acts.operations.archives import (
    acknowledge_transmission,
    cancel_transmission,
    mark_transmission_sent,
    prepare_transmission,
    report_anomaly,
    take_archive_rank,
)
from quitus.domain.acts.operations.deliberations import (
    add_annex,
    draft_deliberation,
    record_opinion,
    remove_annex,
    revise_deliberation,
)
from quitus.domain.acts.operations.life import (
    annul_deliberation,
    record_signature,
    repeal_deliberation,
    take_back_deliberation,
    withdraw_deliberation,
)
from quitus.domain.acts.operations.past import Opinion, PastAct, complete_past_act, enter_past_act
from quitus.domain.acts.operations.prefect import record_prefect_answer
from quitus.domain.acts.operations.publication import publish_deliberation, record_publication
from quitus.domain.acts.operations.settings import Settings, set_act_settings
from quitus.domain.acts.operations.sittings import (
    call_sitting,
    list_members,
    plan_sitting,
    put_on_agenda,
    record_attendance,
    record_convocation,
)
from quitus.domain.acts.operations.transmission import record_acknowledgement, record_transmission
from quitus.domain.acts.operations.votes import record_vote

__all__ = [
    "Opinion",
    "PastAct",
    "Settings",
    "acknowledge_transmission",
    "add_annex",
    "annul_deliberation",
    "call_sitting",
    "cancel_transmission",
    "complete_past_act",
    "draft_deliberation",
    "enter_past_act",
    "list_members",
    "mark_transmission_sent",
    "plan_sitting",
    "prepare_transmission",
    "publish_deliberation",
    "put_on_agenda",
    "record_acknowledgement",
    "record_attendance",
    "record_convocation",
    "record_opinion",
    "record_prefect_answer",
    "record_publication",
    "record_signature",
    "record_transmission",
    "record_vote",
    "remove_annex",
    "repeal_deliberation",
    "report_anomaly",
    "revise_deliberation",
    "set_act_settings",
    "take_archive_rank",
    "take_back_deliberation",
    "withdraw_deliberation",
]
