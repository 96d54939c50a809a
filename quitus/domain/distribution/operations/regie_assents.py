"""Who proposes, and how the accountant agrees: in the software, or on signed paper that the other side enters."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import policies
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.operations import refuse_who_prepared
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.words import N_

PREPARED_BY = {
    "assent_to_imprest": ("propose_imprest", "rewrite_imprest"),
    "assent_to_imprest_amendment": ("propose_imprest_amendment", "rewrite_imprest_amendment"),
    "assent_to_sub_regie": ("propose_sub_regie",),
    "assent_to_mandate": ("propose_mandate",),
    "assent_to_appointment": ("appoint",),
}
"""What the other side has done before each assent."""


def refuse_who_may_not_propose(by: Actor) -> None:
    """Refuses with `NotYourRole` who is not of the authorising side (CGCT R.1617-3)."""
    refuse_unless(policies.may_constitute_imprest(by.role))


def sign_assent(by: Actor, paper: OnPaper | None, subject_kind: str, subject_id: int, verb: str, on: date) -> None:
    """The accountant signs by his account; without one he signs a paper, which the authorising side enters and keeps.

    Nobody agrees to what he has proposed himself, when he was of that side (CGCT R.1617-3).
    Refuses with `NotYourRole`, `SamePersonOnBothSides`.
    """
    if paper is None:
        refuse_unless(policies.may_assent(by.role))
        refuse_who_prepared(by, subject_kind, subject_id, PREPARED_BY[verb])
        return
    refuse_unless(policies.may_enter_for_the_accountant(by.role))
    keep_signed_paper(by=by, paper=paper, subject_kind=subject_kind, subject_id=subject_id, verb=verb, signed_on=on)
    record(
        by=by,
        verb="enter_signed_paper",
        subject_kind=subject_kind,
        subject_id=subject_id,
        summary=N_("Papier signé par %(signed_by)s, saisi avec sa copie numérisée"),
        data={"signed_by": paper.signed_by},
    )
