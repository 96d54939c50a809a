"""What becomes of a pass that a device took without network, once its line arrives: one table, executed and drawn.

Two questions choose the row: what the server found, and whether the device could know it, because its pack was made
after that fact. The first that is recorded wins; which one was taken first is told to those who decide, and decides
nothing. Nothing here is a punishment: a conflict is a question to the authority, with the answer that this table
proposes. `docs/conflicts.md` is written from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quitus.domain.grants.parameters import AUTHORITY, VENUE
from quitus.kernel.words import N_

NOTHING = "nothing"
ENTRUSTED = "entrusted"
SUSPENDED_AFTER = "suspended_after"
USED_ELSEWHERE = "used_elsewhere"
USED_HERE = "used_here"
BLOCKED_AFTER = "blocked_after"
BLOCKED_BEFORE = "blocked_before"
CANCELLED_AFTER = "cancelled_after"
CANCELLED_BEFORE = "cancelled_before"
ENDED = "ended"
EXPIRED = "expired"
INACTIVE = "inactive"
SUSPENDED = "suspended"
NOT_STAFF = "not_staff"
NOT_OFFERED = "not_offered"
NOT_COVERED = "not_covered"
OUTSIDE_TERRITORY = "outside_territory"
TOO_OLD = "too_old"
TOO_MANY_FOR_PEOPLE = "too_many_for_people"
OTHER_FACTS = "other_facts"
NOT_BELIEVED = "not_believed"
LIMIT_PASSED = "limit_passed"
NOT_OF_DEVICE = "not_of_device"
UNKNOWN = "unknown"
UNREADABLE = "unreadable"
BAD_SIGNATURE = "bad_signature"

FOUND_LABELS = {
    NOTHING: N_("Rien qui s'y oppose"),
    ENTRUSTED: N_("Commande confiée à un autre opérateur entre-temps"),
    SUSPENDED_AFTER: N_("Structure suspendue après le service"),
    USED_ELSEWHERE: N_("Déjà enregistré par une autre structure"),
    USED_HERE: N_("Déjà enregistré par la même structure"),
    BLOCKED_AFTER: N_("Bloqué après l'encaissement"),
    BLOCKED_BEFORE: N_("Bloqué avant l'encaissement"),
    CANCELLED_AFTER: N_("Annulé ou remplacé après l'encaissement"),
    CANCELLED_BEFORE: N_("Annulé ou remplacé avant l'encaissement"),
    ENDED: N_("Commande close ou arrêtée entre-temps"),
    EXPIRED: N_("Service rendu après le dernier jour"),
    INACTIVE: N_("Pas encore actif le jour du service"),
    SUSPENDED: N_("Structure non qualifiée le jour du service"),
    NOT_STAFF: N_("Personne qui n'encaisse plus dans ce lieu"),
    NOT_OFFERED: N_("Service que le lieu ne propose pas"),
    NOT_COVERED: N_("Service que la commande ne paie pas"),
    OUTSIDE_TERRITORY: N_("Lieu hors du territoire de la commande"),
    TOO_OLD: N_("Délai de saisie dépassé"),
    TOO_MANY_FOR_PEOPLE: N_("Plus de pass que de personnes ne le permettent"),
    OTHER_FACTS: N_("Envoi déjà reçu avec d'autres indications"),
    NOT_BELIEVED: N_("Heure de l'appareil impossible"),
    LIMIT_PASSED: N_("Limite de l'appareil dépassée"),
    NOT_OF_DEVICE: N_("Personne ou lieu que l'appareil ne connaît pas"),
    UNKNOWN: N_("Code d'aucun pass"),
    UNREADABLE: N_("Ligne illisible"),
    BAD_SIGNATURE: N_("Signature ou suite des lignes fausse"),
}
"""What the server may find when a line arrives; the last of them is about a whole batch."""

RECORDED = "recorded"
REFUSED = "refused"
CONFLICT = "conflict"
VERDICTS = {
    RECORDED: N_("Enregistré"),
    REFUSED: N_("Refusé"),
    CONFLICT: N_("Conflit"),
}

PERSON = "person"
STRUCTURE = "structure"
OTHER = "other_structure"
ITS_AUTHORITY = "authority"

BY_CONVENTION = "by_convention"
"""The bearer is that of the parameter `conflict_loss_bearer`."""

BEFORE = "before"
AFTER = "after"
"""The pack of the device was made before the fact, or after it; a fact that was always so comes before any pack."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a line: its verdict, who is told, and who bears the loss, if there is one."""

    verdict: str
    told: tuple[str, ...]
    bearer: str | None
    because: str


_RECORD = Ruling(RECORDED, (), None, "the pass was good on the day of the service")
_OWN = (PERSON, STRUCTURE)
_ALL = (PERSON, STRUCTURE, OTHER, ITS_AUTHORITY)
_TRIPLE = (PERSON, STRUCTURE, ITS_AUTHORITY)


def _refused(because: str, told: tuple[str, ...] = _OWN) -> Ruling:
    return Ruling(REFUSED, told, VENUE, because)


def _always(ruling: Ruling) -> dict[str, Ruling]:
    return {BEFORE: ruling, AFTER: ruling}


def _unless_known(
    before: Ruling, because: str = "the device had been told, and its screen should have refused"
) -> dict[str, Ruling]:
    return {BEFORE: before, AFTER: _refused(because)}


TABLE: Mapping[str, Mapping[str, Ruling]] = {
    NOTHING: _always(_RECORD),
    ENTRUSTED: _always(Ruling(RECORDED, (), None, "the pass is good; who pays it now answers for it")),
    SUSPENDED_AFTER: _always(Ruling(RECORDED, (), None, "qualification is judged on the day of the service")),
    USED_ELSEWHERE: _unless_known(
        Ruling(CONFLICT, _ALL, BY_CONVENTION, "a copy was taken twice; the first recorded wins, nobody could see it")
    ),
    USED_HERE: _always(_refused("the structure is paid once; two of its devices took the same pass")),
    BLOCKED_AFTER: _always(
        Ruling(CONFLICT, _TRIPLE, AUTHORITY, "the pass was good when it was taken: no screen could have refused it")
    ),
    BLOCKED_BEFORE: _unless_known(
        Ruling(CONFLICT, _TRIPLE, BY_CONVENTION, "blocked before it was taken, after the device was last told")
    ),
    CANCELLED_AFTER: _always(
        Ruling(CONFLICT, _TRIPLE, AUTHORITY, "the pass was good when it was taken: no screen could have refused it")
    ),
    CANCELLED_BEFORE: _unless_known(
        Ruling(CONFLICT, _TRIPLE, BY_CONVENTION, "cancelled before it was taken, after the device was last told")
    ),
    ENDED: _unless_known(
        Ruling(CONFLICT, _TRIPLE, BY_CONVENTION, "the accounts of the order were set out before the line arrived")
    ),
    EXPIRED: _always(_refused("the device holds the last day, which is never brought forward")),
    INACTIVE: _always(_refused("the device holds the day of activation; before it no pass is good")),
    SUSPENDED: _unless_known(
        Ruling(CONFLICT, _TRIPLE, VENUE, "the structure was told of its suspension otherwise than by its device")
    ),
    NOT_STAFF: _unless_known(
        Ruling(CONFLICT, _TRIPLE, BY_CONVENTION, "the person left after the device was last told")
    ),
    NOT_OFFERED: _always(_refused("the device holds the services of its venue, which withdraws none")),
    NOT_COVERED: _always(_refused("the device holds what the order pays, which never changes")),
    OUTSIDE_TERRITORY: _unless_known(
        Ruling(CONFLICT, _TRIPLE, BY_CONVENTION, "the address of the venue changed after the device was last told")
    ),
    TOO_OLD: _always(_refused("the delay of late entry was over when it was taken")),
    TOO_MANY_FOR_PEOPLE: _always(_refused("the device holds how many pass a person may give for a service")),
    OTHER_FACTS: _always(_refused("the first that was received stands")),
    NOT_BELIEVED: _always(_refused("an instant outside of what the device may hold proves nothing")),
    LIMIT_PASSED: _always(_refused("the convention bounds what a device may take on trust")),
    NOT_OF_DEVICE: _always(_refused("nobody there had opened the device by signing in")),
    UNKNOWN: _always(_refused("no such pass; a typed code is promised by no screen")),
    UNREADABLE: _always(_refused("what cannot be read cannot be recorded")),
    BAD_SIGNATURE: _always(
        _refused("lines that the device did not sign, or that do not follow, prove nothing", (PERSON, ITS_AUTHORITY))
    ),
}


def ruling(found: str, *, knew: bool) -> Ruling:
    """What becomes of a line, by what was found and whether the device could know it."""
    return TABLE[found][AFTER if knew else BEFORE]


def bearer(of: Ruling, by_convention: str) -> str:
    """Who bears the loss of a conflict: the venue or the authority, as the row says or else the convention."""
    return by_convention if of.bearer == BY_CONVENTION else of.bearer or VENUE


def is_open_to_choice(found: str) -> bool:
    """Whether the authority may decide otherwise than proposed: not where the row names one side for good."""
    return ruling(found, knew=False).bearer == BY_CONVENTION
