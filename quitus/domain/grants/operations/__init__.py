"""What writes to the tables of the room: conventions, amendments, signatures, powers to sign, originals."""

from quitus.domain.grants.operations.amending import (
    amend_annex,
    amend_article,
    amend_parameter,
    attach_amendment_deliberation,
    draft_amendment,
    leave_unchanged,
    repeal_annex,
    repeal_article,
    state_effect,
    withdraw_amendment,
)
from quitus.domain.grants.operations.annulment import annul_amendment
from quitus.domain.grants.operations.drafting import (
    attach_deliberation,
    confirm_parameter,
    draft_convention,
    name_party,
    set_parameter,
    write_annex,
    write_article,
)
from quitus.domain.grants.operations.powers import (
    end_power_to_sign,
    give_power_to_sign,
    keep_original,
    move_original,
)
from quitus.domain.grants.operations.signing import (
    enter_signed_amendment,
    enter_signed_convention,
    sign_amendment,
    sign_convention,
)
from quitus.domain.grants.operations.statements import (
    NewStatement,
    decide_finding,
    record_statement,
    record_statements,
    set_statement_aside,
)

__all__ = [
    "NewStatement",
    "amend_annex",
    "amend_article",
    "amend_parameter",
    "annul_amendment",
    "attach_amendment_deliberation",
    "attach_deliberation",
    "confirm_parameter",
    "decide_finding",
    "draft_amendment",
    "draft_convention",
    "end_power_to_sign",
    "enter_signed_amendment",
    "enter_signed_convention",
    "give_power_to_sign",
    "keep_original",
    "leave_unchanged",
    "move_original",
    "name_party",
    "record_statement",
    "record_statements",
    "repeal_annex",
    "repeal_article",
    "set_parameter",
    "set_statement_aside",
    "sign_amendment",
    "sign_convention",
    "state_effect",
    "withdraw_amendment",
    "write_annex",
    "write_article",
]
