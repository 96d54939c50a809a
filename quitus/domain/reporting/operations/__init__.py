"""What changes the tables of reporting: schedule and questions, reports, statements."""

from quitus.domain.reporting.operations.frame import (
    ask_question,
    drop_question,
    plan_year,
)
from quitus.domain.reporting.operations.reports import (
    accept_report,
    answer_questions,
    prepare_report,
    return_report,
    submit_report,
)
from quitus.domain.reporting.operations.statements import (
    attest_statement,
    decline_statement,
    prepare_statement,
    sign_statement,
    transmit_statement,
)

__all__ = [
    "accept_report",
    "answer_questions",
    "ask_question",
    "attest_statement",
    "decline_statement",
    "drop_question",
    "plan_year",
    "prepare_report",
    "prepare_statement",
    "return_report",
    "sign_statement",
    "submit_report",
    "transmit_statement",
]
