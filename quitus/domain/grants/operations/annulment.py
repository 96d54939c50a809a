"""Annulling an amendment: what it changed falls back, what came later stays."""

from datetime import date

from quitus.domain.grants import errors, policies, states
from quitus.domain.grants.models import Amendment
from quitus.domain.grants.operations.opening import record_on
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def annul_amendment(
    *, by: Actor, amendment_id: int, annulled_by: str, on: date, reason: str, since: date | None = None
) -> Amendment:
    """Records that a judge ("judge") or both parties ("agreement") annulled a signed amendment on the day `on`.

    From the day `since` its articles, annexes and parameters count no more and what stood before them applies again;
    without one it is deemed never to have been (code civil, art. 1178: "Le contrat annulé est censé n'avoir jamais
    existé"). Later amendments stay. Figures already frozen keep the terms they were computed with. What is owed follows
    in the use case `annul_amendment`: call that one.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AmendmentNotInForce`, `AmendmentAlreadyAnnulled`,
    `AnnulmentWithoutReason`, `AnnulmentBeforeSignature`, `AnnulmentFromBeforeEffect`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    refuse_future(on)
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    _refuse_unless_it_can_be(amendment, on, reason, since)
    amendment.state = states.AMENDMENT[amendment.state]["annul_amendment"]
    amendment.annulled_by, amendment.annulled_on, amendment.annulment_reason = annulled_by, on, reason.strip()
    amendment.annulled_from = since or amendment.in_force_on
    amendment.annulled_known_at = clock.now()
    amendment.save()
    summary = N_("Annulé %(by_whom)s : n'a plus d'effet à partir du %(since)s")
    facts = {"by_whom": states.ANNULLED_BY[annulled_by], "since": amendment.annulled_from, "on": on}
    record_on(amendment, by, "annul_amendment", summary, **facts)
    return amendment


def _refuse_unless_it_can_be(amendment: Amendment, on: date, reason: str, since: date | None) -> None:
    if amendment.annulled_on is not None:
        raise errors.AmendmentAlreadyAnnulled(number=amendment.number, annulled_on=amendment.annulled_on)
    signed_on, in_force_on = amendment.authority_signed_on, amendment.in_force_on
    if in_force_on is None or signed_on is None or amendment.funder_signed_on is None:
        raise errors.AmendmentNotInForce(number=amendment.number)
    if not reason.strip():
        raise errors.AnnulmentWithoutReason()
    if on < max(signed_on, amendment.funder_signed_on):
        raise errors.AnnulmentBeforeSignature(signed_on=max(signed_on, amendment.funder_signed_on))
    if since is not None and since < in_force_on:
        raise errors.AnnulmentFromBeforeEffect(in_force_on=in_force_on)
