"""The thresholds of the authority, by versions."""

from collections.abc import Mapping

from quitus.domain.audit.operations import record
from quitus.domain.organisations.models import Scheme
from quitus.domain.signals import policies, queries, rules
from quitus.domain.signals.errors import ThresholdOutOfBounds, ThresholdsUnchanged
from quitus.domain.signals.models import ThresholdSet
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def set_thresholds(*, by: Actor, values: Mapping[str, int]) -> ThresholdSet:
    """Puts a version of the thresholds in force, for what is looked at from now on; `values` by the names of
    `rules.Thresholds`, those not given as they are now.

    Refuses with `NotYourRole`, `ThresholdOutOfBounds`, `ThresholdsUnchanged`.
    """
    refuse_unless(policies.may_set_thresholds(by.role))
    lock(Scheme.objects.filter(pk=current_scheme_id()))  # versions are numbered one after the other
    former = queries.thresholds_in_force()
    now = vars(former.limits)
    asked = now | {name: value for name, value in values.items() if name in rules.LABELS}
    for name, value in asked.items():
        least, most = rules.BOUNDS[name]
        if not least <= value <= most:
            raise ThresholdOutOfBounds(label=rules.LABELS[name], least=least, most=most)
    if asked == now:
        raise ThresholdsUnchanged()
    made = ThresholdSet.objects.create(
        scheme_id=current_scheme_id(),
        version=former.version + 1,
        values=asked,
        set_on=clock.today(),
        set_by=by.label,
    )
    record(
        by=by,
        verb="set_thresholds",
        subject_kind="thresholds",
        subject_id=made.pk,
        summary=N_("Seuils des signalements changés (version %(version)s)"),
        data={"version": made.version, **{name: asked[name] for name in asked if asked[name] != now[name]}},
    )
    return made
