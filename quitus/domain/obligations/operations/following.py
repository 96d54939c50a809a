"""What an amendment makes of what is owed."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants.errors import TextNoLongerADraft
from quitus.domain.grants.models import Amendment
from quitus.domain.obligations import errors, policies, states
from quitus.domain.obligations.models import AmendedObligation, Obligation
from quitus.domain.obligations.operations.listing import code_of
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def amend_obligation(
    *,
    by: Actor,
    amendment_id: int,
    due_on: date,
    code: str = "",
    label: str = "",
    article_number: str = "",
    owed_by: str = states.HOLDER,
    kind: str = states.OTHER,
) -> AmendedObligation:
    """Gives an open obligation another date from the amendment's effect, or adds one.

    A `code` that the convention knows moves that obligation and keeps its other facts; any other adds one, which needs
    a `label`. Refuses with `NotYourRole`, `TextNoLongerADraft`, `ObligationAlreadyDone`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    [amendment] = lock(Amendment.objects.filter(pk=amendment_id))
    if amendment.authority_signed_on or amendment.funder_signed_on:
        raise TextNoLongerADraft()
    code = code or code_of(label, due_on)
    known = Obligation.objects.filter(
        convention_id=amendment.convention_id, code=code, superseded_by_amendment=None
    ).first()
    if known is not None:
        if known.done_on is not None:
            raise errors.ObligationAlreadyDone(done_on=known.done_on)
        label, owed_by, kind = label or known.label, known.owed_by, known.kind
        article_number = article_number or known.article_number
    changed, _ = AmendedObligation.objects.update_or_create(
        amendment=amendment,
        code=code,
        defaults={
            "scheme_id": amendment.scheme_id,
            "label": label,
            "article_number": article_number,
            "owed_by": owed_by,
            "kind": kind,
            "due_on": due_on,
        },
    )
    record(
        by=by,
        verb="amend_obligation",
        subject_kind="amendment",
        subject_id=amendment.pk,
        summary=N_("Nouvelle échéance d'une obligation"),
        data={"label": label},
    )
    return changed


@operation
def follow(*, by: Actor, amendment_id: int) -> int:
    """Makes what is owed follow an amendment that has just taken effect: open obligations that it restates give way to
    new ones; returns how many.

    A restated duty that is done, or whose date was past when the amendment took effect, creates nothing: an act that
    repeats old dates does not bring them back. Whoever may sign may make it follow: it adds nothing to the text.
    """
    [amendment] = lock(Amendment.objects.filter(pk=amendment_id))
    effect_on = amendment.in_force_on
    if effect_on is None:
        return 0
    open_ones = {
        obligation.code: obligation
        for obligation in lock(
            Obligation.objects.filter(convention_id=amendment.convention_id, superseded_by_amendment=None)
        )
    }
    moved = 0
    for changed in AmendedObligation.objects.filter(amendment=amendment):
        known = open_ones.get(changed.code)
        is_over = known is not None and known.done_on is not None
        if is_over or changed.due_on < effect_on or (known is not None and known.due_on == changed.due_on):
            continue
        if known is not None:
            known.superseded_by_amendment = amendment
            known.save()
        _owe(changed, amendment)
        moved += 1
    if moved:
        record(
            by=by,
            verb="obligations_follow",
            subject_kind="amendment",
            subject_id=amendment.pk,
            summary=N_("Obligations mises à jour"),
            data={"moved": moved},
        )
    return moved


def _owe(changed: AmendedObligation, amendment: Amendment) -> None:
    Obligation.objects.create(
        scheme_id=amendment.scheme_id,
        convention_id=amendment.convention_id,
        code=changed.code,
        label=changed.label,
        article_number=changed.article_number,
        owed_by=changed.owed_by,
        kind=changed.kind,
        due_on=changed.due_on,
        added_by_amendment=amendment,
    )
