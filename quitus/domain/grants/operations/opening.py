"""What every operation on a text begins with: the text, locked, if it may still be written."""

from quitus.domain.acts import queries as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.audit.operations import record
from quitus.domain.grants import errors, policies, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock


def open_convention(by: Actor, convention_id: int, *, was_empty: bool = False) -> Convention:
    """The convention, locked. Refuses with `NotYourRole`, and with `TextNoLongerADraft` once a party has signed; one
    entered as signed long ago still takes what it lacks (`was_empty`).
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    refuse_signed(convention, was_empty=was_empty)
    return convention


def open_amendment(by: Actor, amendment_id: int, *, was_empty: bool = False) -> Amendment:
    """The amendment, locked, as `open_convention` gives a convention."""
    refuse_unless(policies.may_keep_convention(by.role))
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    refuse_signed(amendment, was_empty=was_empty)
    return amendment


def refuse_signed(text: Convention | Amendment, *, was_empty: bool = False) -> None:
    """Refuses with `TextNoLongerADraft` a text that a party has signed, unless it was entered and lacked this."""
    is_signed = text.state != states.DRAFTED or text.authority_signed_on or text.funder_signed_on
    if is_signed and not (text.is_entered and was_empty and text.state == states.SIGNED):
        raise errors.TextNoLongerADraft()


def own_deliberation(by: Actor, deliberation_id: int) -> Deliberation:
    """A deliberation of the author's own authority; any other raises `DoesNotExist`, as if there were none."""
    return acts.deliberation(deliberation_id, by.organisation_id)


def record_on(text: Convention | Amendment, by: Actor, verb: str, summary: str, **data: object) -> None:
    """Writes the line of the thread of a convention or an amendment."""
    kind = "convention" if isinstance(text, Convention) else "amendment"
    record(by=by, verb=verb, subject_kind=kind, subject_id=text.pk, summary=summary, data=data)
