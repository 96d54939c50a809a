"""What a text lacks before a party may sign it. Pure: each lack is the refusal that it would make alone.

The same answers serve twice: a signature of today is refused by them, a text signed before the software came is entered
with them, told on the page of what is missing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from quitus.domain.grants import errors, rules, states
from quitus.kernel.refusals import Refusal

TO_COMPLETE = "[À COMPLÉTER"
"""Where a text drafted by the software waits for a person: it begins the passage to complete."""


class Power(Protocol):
    """A power to sign: of which party, when it is held, by whom."""

    @property
    def pk(self) -> int:
        """Its key."""

    @property
    def party(self) -> str:
        """The party it signs for."""

    @property
    def person_name(self) -> str:
        """Who holds it."""

    def holds(self, on: date) -> bool:
        """Whether it is held on the day `on`."""


@dataclass(frozen=True)
class Folder:
    """What is looked at before a text is signed.

    `passages` are the articles (number, text), `annexes` their number and whether they say anything, `found` the
    parameters as they would stand. `powers` are those of
    both parties.
    """

    passages: Collection[tuple[str, str]]
    annexes: Collection[tuple[str, bool]]
    found: Mapping[str, rules.Value]
    is_amendment: bool = False
    changes_something: bool = True
    deliberation_id: int | None = None
    powers: Collection[Power] = field(default=())


def lacks(
    folder: Folder, *, party: str, on: date, is_executory: bool, signatory_id: int | None = None
) -> list[Refusal]:
    """Everything that is missing before `party` may sign on the day `on`, in the order in which it is prepared.

    `is_executory` says whether the deliberation could be carried out that day, `signatory_id` is the key of the power
    by which the party signs; without one, the only power of that day is taken.
    """
    return [
        *_of_the_text(folder),
        *(_of_the_vote(folder, on, is_executory) if party == states.AUTHORITY else []),
        *_of_the_signatory(folder.powers, party, on, signatory_id),
    ]


def signatory(powers: Iterable[Power], party: str, on: date, signatory_id: int | None = None) -> Power | None:
    """The power by which `party` signs: the one named, or the only one it has that day; None when there is none."""
    held = [power for power in powers if power.party == party and power.holds(on)]
    if signatory_id is not None:
        return next((power for power in held if power.pk == signatory_id), None)
    return held[0] if len(held) == 1 else None


def refuse(found: list[Refusal]) -> None:
    """Refuses once: with the one thing that is missing, or with `NotReadyToSign` and the list of all of them."""
    if len(found) == 1:
        raise found[0]
    if found:
        raise errors.NotReadyToSign(lacks=tuple(found))


def _of_the_text(folder: Folder) -> list[Refusal]:
    found: list[Refusal] = []
    empty = [number for number, text in folder.passages if not text.strip()]
    if folder.is_amendment and not folder.changes_something:
        found.append(errors.AmendmentChangesNothing())
    elif not folder.is_amendment and not folder.passages:
        found.append(errors.ArticleMissing(articles="1"))
    if empty:
        found.append(errors.ArticleMissing(articles=", ".join(empty)))
    if marked := [number for number, text in folder.passages if TO_COMPLETE in text]:
        found.append(errors.ArticleUnfinished(articles=", ".join(marked)))
    if silent := [number for number, says in folder.annexes if not says]:
        found.append(errors.AnnexMissing(annexes=", ".join(silent)))
    if not folder.is_amendment and (lacking := rules.missing(folder.found)):
        found.append(errors.ParameterMissing(parameters=tuple(rules.PARAMETERS[name].label for name in lacking)))
    return found


def _of_the_vote(folder: Folder, on: date, is_executory: bool) -> list[Refusal]:
    if folder.deliberation_id is None:
        return [errors.DeliberationMissing()]
    return [] if is_executory else [errors.DeliberationNotExecutory(on=on)]


def _of_the_signatory(powers: Collection[Power], party: str, on: date, signatory_id: int | None) -> list[Refusal]:
    if signatory(powers, party, on, signatory_id) is not None:
        return []
    label = states.PARTIES[party]
    named = next((power for power in powers if power.pk == signatory_id), None)
    if named is not None:
        return [errors.SignatoryWithoutPower(person=named.person_name, on=on, party=label)]
    held = [power for power in powers if power.party == party and power.holds(on)]
    return [errors.SignatoryToChoose(on=on, party=label) if held else errors.SignatoryMissing(on=on, party=label)]
