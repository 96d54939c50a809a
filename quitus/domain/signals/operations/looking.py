"""Looking at the lines written since the last time, and keeping what is strange."""

from collections.abc import Sequence
from dataclasses import dataclass

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned, TermsIncomplete
from quitus.domain.grants.rules import Terms
from quitus.domain.signals import policies, queries, reading, rules, states
from quitus.domain.signals.models import Signal, SignalFold, SignalLine
from quitus.domain.signals.rules import Evidence, Seen
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id

AT_ONCE = 20_000
"""New lines looked at in one go: what stands beside them is in memory with them."""


@dataclass(frozen=True)
class Looked:
    """What came of it: signals that are new, those that grew, and whether lines are left for another go."""

    found: int = 0
    grown: int = 0
    left: bool = False


@operation
def look_for_signals(*, by: Actor, taken_to: int | None, undone_to: int | None, wrong_to: int | None) -> Looked:
    """Look at what was taken, undone and mistyped in the current scheme up to these lines, since the last time, at
    most `AT_ONCE` of each; None leaves one of the three for later.

    A signal that nobody decided on yet grows with its evidence; a fact that grows after its decision is a signal anew.
    The number of statements does not depend on the lines. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_look_for_signals(by.role))
    fold = _locked()
    taken, undone, wrong = (
        _step(fold.taken_to, taken_to),
        _step(fold.undone_to, undone_to),
        _step(fold.wrong_to, wrong_to),
    )
    seen = Seen(
        lines=reading.lines(fold.taken_to, taken),
        undone=reading.undone(fold.undone_to, undone),
        wrong=reading.wrong(fold.wrong_to, wrong),
        coordinates=reading.coordinates(),
        per_person=_per_person(),
    )
    in_force = queries.thresholds_in_force()
    looked = _keep(rules.find(seen, in_force.limits), in_force.pk)
    left = (taken, undone, wrong) != (taken_to or taken, undone_to or undone, wrong_to or wrong)
    fold.taken_to, fold.undone_to, fold.wrong_to = taken, undone, wrong
    fold.save(update_fields=["taken_to", "undone_to", "wrong_to"])
    return Looked(looked.found, looked.grown, left)


def _locked() -> SignalFold:
    SignalFold.objects.get_or_create(scheme_id=current_scheme_id())
    (fold,) = lock(SignalFold.objects.filter(scheme_id=current_scheme_id()))
    return fold


def _step(seen_to: int, settled_to: int | None) -> int:
    return seen_to if settled_to is None else max(seen_to, min(settled_to, seen_to + AT_ONCE))


def _per_person() -> int:
    try:
        return grants.terms_at(current_scheme_id(), clock.today()).pass_per_person_max
    except (ConventionNotSigned, TermsIncomplete):
        return Terms.pass_per_person_max


def _keep(found: Sequence[Evidence], thresholds_id: int | None) -> Looked:
    """Signals that are new are added, those undecided take their evidence of now: three statements to read, four to
    write, whatever their number.
    """
    known = {(one.kind, one.key): one for one in _known(found)}
    before = _lines_of([one.pk for one in known.values()])
    structures = _structures(found)
    new, grown, lines = [], [], []
    for evidence in found:
        former = known.get((evidence.kind, evidence.key))
        if former is not None and not _says_more(evidence, former, before.get(former.pk, set())):
            continue
        if former is not None and former.state in states.UNDECIDED:
            signal = _told(former, evidence)
            grown.append(signal)
        else:
            rank = former.rank + 1 if former else 1
            signal = _told(Signal(kind=evidence.kind, key=evidence.key, rank=rank), evidence)
            signal.scheme_id, signal.thresholds_id = current_scheme_id(), thresholds_id
            signal.organisation_id = structures.get((evidence.kind, evidence.key))
            new.append(signal)
        lines.append((signal, evidence))
    Signal.objects.bulk_create(new)
    Signal.objects.bulk_update(grown, ["first_at", "last_at", "facts", "line_count", "venue", "user"])
    SignalLine.objects.bulk_create(
        [
            SignalLine(scheme_id=current_scheme_id(), signal=signal, number=number, turn=turn)
            for signal, evidence in lines
            for number, turn in evidence.lines
        ],
        ignore_conflicts=True,
    )
    return Looked(len(new), len(grown))


def _known(found: Sequence[Evidence]) -> list[Signal]:
    """The latest signal of each fact, locked in the order of keys."""
    keys = {evidence.key for evidence in found}
    rows = lock(Signal.objects.filter(scheme_id=current_scheme_id(), key__in=keys))
    return sorted(rows, key=lambda one: one.rank)


def _lines_of(signal_ids: Sequence[int]) -> dict[int, set[tuple[int, int]]]:
    told: dict[int, set[tuple[int, int]]] = {}
    rows = SignalLine.objects.filter(signal_id__in=signal_ids).order_by()
    for signal_id, number, turn in rows.values_list("signal_id", "number", "turn"):
        told.setdefault(signal_id, set()).add((number, turn))
    return told


def _says_more(evidence: Evidence, former: Signal, known: set[tuple[int, int]]) -> bool:
    """Whether there is more than the signal says: other takings, or, where it names none, a greater count."""
    if evidence.lines:
        return not set(evidence.lines) <= known
    return evidence.facts["count"] > int(former.facts["count"])


def _told(signal: Signal, evidence: Evidence) -> Signal:
    signal.user_id = evidence.user_id
    signal.venue_id = evidence.venue_ids[0] if len(evidence.venue_ids) == 1 else None
    signal.first_at, signal.last_at = evidence.first_at, evidence.last_at
    signal.facts, signal.line_count = dict(evidence.facts), len(evidence.lines)
    return signal


def _structures(found: Sequence[Evidence]) -> dict[tuple[str, str], int]:
    """The structure of each fact, by kind and key, where its venues are of one structure."""
    venue_ids = {venue_id for evidence in found for venue_id in evidence.venue_ids}
    of_venue = dict(Venue.objects.filter(pk__in=venue_ids).order_by().values_list("pk", "organisation_id"))
    told = {}
    for one in found:
        structures = {of_venue[venue_id] for venue_id in one.venue_ids}
        if len(structures) == 1:
            told[one.kind, one.key] = structures.pop()
    return told
