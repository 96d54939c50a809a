"""Lists as people type or paste them in one box: members of a sitting, votes by group, earlier acts; and back.

A name may carry its group in parentheses and, when away, to whom the vote was given:
`Mme Exemple (Groupe A) a donné pouvoir à M. Modèle`. Names stand one on a line or separated by commas or semicolons.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quitus.domain.acts import states
from quitus.domain.acts.operations import Opinion
from quitus.domain.acts.rules import Earlier, GroupCount, Member

_PROXY = re.compile(
    r"\s*(?:,?\s*(?:a\s+donn[ée]e?|ayant\s+donn[ée]e?|donne)\s+(?:son\s+)?(?:pouvoir|procuration|d[ée]l[ée]gation(?:\s+de\s+vote)?)\s+[àa]"
    r"|→|->|=>)\s*",
    re.IGNORECASE,
)
_GROUP = re.compile(r"^(?P<name>.*?)\s*\((?P<group>[^()]*)\)\s*$")
_SIDES = {
    "pour": states.FOR,
    "contre": states.AGAINST,
    "abstention": states.ABSTENTION,
    "abstentions": states.ABSTENTION,
}
_PARTED = {"partagé": states.DIVIDED, "partage": states.DIVIDED, "divisé": states.DIVIDED}
_COUNT = re.compile(
    r"(?:(?P<before>\d+)\s*(?:voix\s*)?)?(?P<side>pour|contre|abstentions?)\s*:?\s*(?P<after>\d+)?", re.IGNORECASE
)
_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def members_of(text: str, presence: str) -> list[Member]:
    """The members of one presence, as typed."""
    return [_member(one, presence) for one in _parts(text)]


def members_typed(members: Iterable[Member]) -> str:
    """Members as one would type them, one on a line."""
    lines = []
    for one in members:
        group = f" ({one.group})" if one.group else ""
        proxy = f" → {one.proxy_to}" if one.proxy_to else ""
        lines.append(f"{one.name}{group}{proxy}")
    return "\n".join(lines)


def _parts(text: str) -> list[str]:
    # A comma inside parentheses belongs to the name of a group.
    parts = re.split(r"\n|;|,(?![^(]*\))", text)
    cleaned = (re.sub(r"\s+", " ", part).strip(" .") for part in parts)
    return [part for part in cleaned if part]


def _member(text: str, presence: str) -> Member:
    name, *holder = _PROXY.split(text, maxsplit=1)
    proxy_to = _GROUP.sub(r"\g<name>", holder[0]).strip() if holder else ""
    grouped = _GROUP.match(name)
    if grouped:
        return Member(grouped["name"].strip(), presence, grouped["group"].strip(), proxy_to)
    return Member(name.strip(), presence, "", proxy_to)


def groups_of(text: str) -> list[GroupCount]:
    """Votes by group, one group on a line: `Groupe A : 12 pour, 1 contre`, or `Groupe B : pour` without its votes.

    Raises `ValidationError` with the line that cannot be read.
    """
    return [_group(line.strip()) for line in text.splitlines() if line.strip()]


def _group(line: str) -> GroupCount:
    group, colon, rest = line.rpartition(" :") if " :" in line else line.rpartition(":")
    told = rest.strip().lower()
    if not colon or not group.strip():
        raise ValidationError(_("Écrivez « Groupe A : 12 pour, 1 contre ». Ligne : %(line)s") % {"line": line})
    if told in _SIDES or told in _PARTED:
        return GroupCount(group.strip(), {**_SIDES, **_PARTED}[told])
    counts: dict[str, int] = {}
    for found in _COUNT.finditer(told):
        count = found["before"] or found["after"]
        if count is None:
            break
        counts[_SIDES[found["side"].lower()]] = int(count)
    if not counts:
        raise ValidationError(_("Le vote de ce groupe n'est pas lisible : %(line)s") % {"line": line})
    sides = [side for side in (states.FOR, states.AGAINST, states.ABSTENTION) if counts.get(side)]
    return GroupCount(
        group.strip(),
        sides[0] if len(sides) == 1 else states.DIVIDED,
        counts.get(states.FOR, 0),
        counts.get(states.AGAINST, 0),
        counts.get(states.ABSTENTION, 0),
    )


def earlier_acts_of(text: str) -> list[Earlier]:
    """Earlier acts, one on a line: `2020-176 ; 06/07/2020 ; Conseil départemental ; titre`; only the number is needed.

    Raises `ValidationError` for a day that does not exist.
    """
    return [_earlier(line) for line in text.splitlines() if line.strip()]


def _earlier(line: str) -> Earlier:
    number, *rest = [part.strip() for part in line.split(";")]
    held_on: date | None = None
    told: list[str] = []
    for part in rest:
        if held_on is None and _DAY.fullmatch(part):
            held_on = _day(part)
        elif part:
            told.append(part)
    assembly = told.pop(0) if len(told) > 1 else ""
    return Earlier(number, held_on, " ; ".join(told), assembly)


def opinions_of(text: str) -> list[Opinion]:
    """Opinions of commissions, one on a line: `1re commission ; 02/05/2023 ; favorable ; remarques`.

    Raises `ValidationError` with the line that cannot be read.
    """
    return [_opinion(line) for line in text.splitlines() if line.strip()]


def _opinion(line: str) -> Opinion:
    commission, *rest = [part.strip() for part in line.split(";")]
    if len(rest) < 2 or not _DAY.fullmatch(rest[0]) or not rest[1].lower().startswith(("favorable", "défavorable")):
        raise ValidationError(_("Écrivez « commission ; 02/05/2023 ; favorable ». Ligne : %(line)s") % {"line": line})
    return Opinion(commission, _day(rest[0]), rest[1].lower().startswith("favorable"), " ; ".join(rest[2:]))


def _day(text: str) -> date:
    try:
        return datetime.strptime(text.replace(".", "/"), "%d/%m/%Y").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError as wrong:
        raise ValidationError(_("Ce jour n'existe pas : %(day)s. Corrigez la date.") % {"day": text}) from wrong


def earlier_acts_typed(acts: Sequence[Earlier]) -> str:
    """Earlier acts as one would type them."""
    lines = []
    for act in acts:
        parts = [act.number, f"{act.held_on:%d/%m/%Y}" if act.held_on else "", act.assembly, act.title]
        lines.append(" ; ".join(part for part in parts if part))
    return "\n".join(lines)
