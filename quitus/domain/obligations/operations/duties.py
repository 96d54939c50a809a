"""Duties as articles state them, and conditions that are met."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants.errors import TextNoLongerADraft
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import errors, policies, queries, rules, states
from quitus.domain.obligations.models import Duty, Obligation
from quitus.domain.obligations.operations.listing import add_obligation
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.text import one_line, sort_key
from quitus.kernel.words import N_

LONGEST_CODE = 60


@operation
def write_duty(
    *,
    by: Actor,
    convention_id: int,
    label: str,
    timing: rules.Rule,
    code: str = "",
    article_number: str = "",
    owed_by: str = states.HOLDER,
    owed_to: str = states.FUNDER,
    kind: str = states.OTHER,
    evidence: str = "",
    amendment_id: int | None = None,
) -> Duty:
    """Writes what an article of the convention, or of an amendment in preparation (`amendment_id`), makes due.

    A duty is how a text is read, so that one that was forgotten or misread may be written on a convention in force:
    make `follow` come after it, as the use case `write_duty` does. A `code` that the text has already is written anew.
    `evidence` says in words what settles it. Refuses with `NotYourRole`, `TextNoLongerADraft` (an amendment that a
    party has signed), `DutyIncomplete`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    timing = rules.checked(timing)
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    amendment = _draft(amendment_id) if amendment_id else None
    label = one_line(label)
    code = code or _code_of(convention, label)
    duty, _ = Duty.objects.update_or_create(
        convention=convention,
        amendment=amendment,
        code=code,
        defaults={
            "scheme_id": convention.scheme_id,
            "label": label,
            "article_number": article_number,
            "owed_by": owed_by,
            "owed_to": owed_to,
            "kind": kind,
            "evidence": evidence,
            "is_repealed": False,
            **vars(timing),
        },
    )
    _record(by, "write_duty", duty, N_("Règle d'obligation écrite"))
    return duty


@operation
def repeal_duty(*, by: Actor, amendment_id: int, code: str) -> Duty:
    """Says that an amendment in preparation ends a duty: what it makes due after the effect is owed no more.

    Refuses with `NotYourRole`, `TextNoLongerADraft`, `DutyUnknown`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    amendment = _draft(amendment_id)
    standing = {duty.code: duty for duty in queries.duties_in_effect(amendment.convention_id, today())}
    if code not in standing:
        raise errors.DutyUnknown(duty=code)
    former = standing[code]
    facts = ("scheme_id", "label", "article_number", "owed_by", "owed_to", "kind", "rule")
    duty, _ = Duty.objects.update_or_create(
        convention_id=amendment.convention_id,
        amendment=amendment,
        code=code,
        defaults={**{name: getattr(former, name) for name in facts}, "is_repealed": True},
    )
    _record(by, "repeal_duty", duty, N_("Règle d'obligation abrogée"))
    return duty


@operation
def open_obligation(*, by: Actor, duty_id: int, met_on: date) -> Obligation:
    """Opens what a conditional duty makes due, on the day `met_on` on which its condition was met.

    Refuses with `NotYourRole`, `DateInTheFuture`, `DutyNotConditional`, `DutyUnknown` (not in effect that day:
    repealed, replaced, or still a draft), `ObligationAlreadyListed`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    refuse_future(met_on)
    duty = queries.duty(duty_id)
    if duty.rule != states.CONDITIONAL:
        raise errors.DutyNotConditional(duty=duty.label)
    if duty not in queries.duties_in_effect(duty.convention_id, met_on):
        raise errors.DutyUnknown(duty=duty.label)
    due = rules.due_of_condition(duty, met_on)
    return add_obligation(
        by=by,
        convention_id=duty.convention_id,
        label=due.label,
        due_on=due.due_on,
        counted_on=due.counted_on,
        article_number=due.article_number,
        owed_by=due.owed_by,
        kind=due.kind,
        code=due.code,
        evidence=due.evidence,
        duty_id=duty.pk,
    )


def _code_of(convention: Convention, label: str) -> str:
    """The code of the duty that the convention already states in these words, else one made of them, with a rank when
    another duty begins alike.
    """
    words = {duty.label: duty.code for duty in queries.duties(convention.pk)}
    made = sort_key(label).replace(" ", "-")[:LONGEST_CODE]
    taken = set(words.values())
    free = (made if rank == 1 else f"{made[: LONGEST_CODE - 4]}-{rank}" for rank in range(1, len(taken) + 2))
    return words.get(label) or next(code for code in free if code not in taken)


def _draft(amendment_id: int) -> Amendment:
    [amendment] = lock(Amendment.objects.filter(pk=amendment_id))
    if amendment.authority_signed_on or amendment.funder_signed_on:
        raise TextNoLongerADraft()
    return amendment


def _record(by: Actor, verb: str, duty: Duty, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="duty",
        subject_id=duty.pk,
        summary=summary,
        data={"label": duty.label, "rule": duty.rule},
    )
