"""What is proposed from a reading, as plain data that travels in the page, signed: nothing of it is saved."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Protocol

from django.core import signing
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts.reading import Found, as_object, errors
from quitus.domain.acts.reading.confidence import READ
from quitus.domain.acts.reading.words import LABELS, in_words
from quitus.interfaces.web.layout.words import in_language
from quitus.usecases.take_in_act import ReadAct

SALT = "quitus.reading"
VALID_SECONDS = 24 * 3600
LONGEST_QUOTE = 240
# A browser sends every field of the page: beyond `DATA_UPLOAD_MAX_NUMBER_FIELDS` of them, 1000, nothing is taken.
MOST_OF_A_KIND = 150
MOST_FIELDS = 900

TEXT, LONG, COUNT, DAY, RESULT = "text", "long", "count", "day", "result"
OPINION, GROUP, NOTE = "opinion", "group", "note"
FIELDS = {GROUP: 5, OPINION: 4}  # of one proposal, its decision included; two of any other
ACT, VOTE, OPINIONS, CONVENTION, REFERENCES, TEXTS = "act", "vote", "opinions", "convention", "references", "texts"

SECTIONS = {
    ACT: _("L'acte et la réunion"),
    VOTE: _("Le vote"),
    OPINIONS: _("Avis des commissions"),
    CONVENTION: _("Ce que l'acte dit de la convention"),
    REFERENCES: _("Visas"),
    TEXTS: _("Textes"),
}

# Each value of an act, in the order of the page: field of the reading and of what is confirmed, section, kind, label.
SCALARS = (
    ("number", ACT, TEXT, _("Numéro")),
    ("title", ACT, TEXT, _("Objet")),
    ("assembly", ACT, TEXT, _("Assemblée")),
    ("sitting_on", ACT, DAY, _("Date de la réunion")),
    ("president", ACT, TEXT, _("Présidence")),
    ("secretary", ACT, TEXT, _("Secrétariat")),
    ("present_count", ACT, COUNT, _("Membres présents")),
    ("excused_count", ACT, COUNT, _("Membres excusés")),
    ("absent_count", ACT, COUNT, _("Membres absents sans excuse")),
    ("proxy_count", ACT, COUNT, _("Délégations de vote")),
    ("non_voting_count", ACT, COUNT, _("Assistant sans voix")),
    ("excused_non_voting_count", ACT, COUNT, _("Excusés sans voix")),
    ("votes_for", VOTE, COUNT, _("Pour")),
    ("votes_against", VOTE, COUNT, _("Contre")),
    ("votes_abstention", VOTE, COUNT, _("Abstentions")),
    ("result", VOTE, RESULT, _("Résultat")),
    ("transmitted_on", ACT, DAY, _("Transmise au préfet le")),
    ("published_on", ACT, DAY, _("Publiée le")),
    ("decision", TEXTS, LONG, _("Décision")),
    ("report", TEXTS, LONG, _("Rapport")),
)
NOTED = ("parties", "amounts", "deadlines", "durations", "amended_articles")


@dataclass(frozen=True)
class Proposal:
    """One value to decide on: as it is typed, with the line it was read from; `line` is 0 where nothing was found."""

    key: str
    section: str
    kind: str
    label: str
    values: list[str]
    line: int = 0
    quote: str = ""
    confidence: float = 0.0

    @property
    def is_found(self) -> bool:
        """Whether the text says it."""
        return self.line > 0


def proposals_of(found: ReadAct) -> list[Proposal]:
    """What a person is asked to decide on, in the order of the page."""
    return [*_scalars(found), *_groups(found), *_opinions(found), *_references(found), *_noted(found)]


def that_fit(proposals: list[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Those that one page can ask about, and those that it leaves out: of each kind the first ones, as the text has
    them; the values that an act has once are all asked.
    """
    kept, left_out = [], []
    fields, counts = 0, Counter[str]()
    for one in proposals:
        several, _dash, _rank = one.key.rpartition("-")
        wide = FIELDS.get(one.kind, 2)
        if several and (counts[several] >= MOST_OF_A_KIND or fields + wide > MOST_FIELDS):
            left_out.append(one)
            continue
        kept.append(one)
        counts[several] += 1
        fields += wide
    return kept, left_out


def sign(proposals: list[Proposal], scheme_id: int) -> str:
    """Proposals as a text that travels in the page, bound to the scheme."""
    content = {"scheme": scheme_id, "proposals": [asdict(one) for one in proposals]}
    return signing.dumps(content, salt=SALT, compress=True)


def unsign(signed: str, scheme_id: int) -> list[Proposal]:
    """The proposals that were signed. Refuses with `ReadingExpired` after a day, or when altered."""
    try:
        content = signing.loads(signed, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature as altered:
        raise errors.ReadingExpired() from altered
    if content["scheme"] != scheme_id:
        raise errors.ReadingExpired()
    return [Proposal(**one) for one in content["proposals"]]


def _scalars(found: ReadAct) -> Iterator[Proposal]:
    for name, section, kind, label in SCALARS:
        value: Found[object] | None = getattr(found.reading, name)
        if value is None:
            yield Proposal(name, section, kind, str(label), [""])
        else:
            yield _proposal(found, name, section, kind, str(label), [_typed(value.value)], value)


def _groups(found: ReadAct) -> Iterator[Proposal]:
    for rank, one in enumerate(found.reading.group_votes):
        values = [one.name, str(one.votes_for), str(one.votes_against), str(one.votes_abstention)]
        read = Found(one.name, one.line, READ)
        yield _proposal(found, f"group-{rank}", VOTE, GROUP, str(_("Vote d'un groupe")), values, read)


def _opinions(found: ReadAct) -> Iterator[Proposal]:
    for rank, one in enumerate(found.reading.opinions):
        said = "" if one.favourable is None else str(one.favourable)
        values = [one.commission, _typed(one.given_on), said]
        yield _proposal(found, f"opinion-{rank}", OPINIONS, OPINION, str(_("Commission")), values, one)


def _references(found: ReadAct) -> Iterator[Proposal]:
    visas = [one for one in found.reading.legal_references if one.text.startswith("Vu")]
    for rank, one in enumerate(visas):
        yield _proposal(found, f"reference-{rank}", REFERENCES, TEXT, str(_("Visa")), [one.text], one)


def _noted(found: ReadAct) -> Iterator[Proposal]:
    told = as_object(found.reading)
    for name in NOTED:
        for rank, one in enumerate(told[name]):
            line = in_words(name, one, in_language)
            read = Found(line, one["line"], one["confidence"])
            yield _proposal(found, f"{name}-{rank}", CONVENTION, NOTE, str(_(LABELS[name])), [line], read)


class Read(Protocol):
    """What a reading found: on which line of the act, and how sure it is of it."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def confidence(self) -> float:
        """How sure, from 0 to 1."""


def _proposal(found: ReadAct, key: str, section: str, kind: str, label: str, values: list[str], read: Read) -> Proposal:
    quote = found.quote(read.line)
    quote = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rpartition(" ")[0] + "…"
    return Proposal(key, section, kind, label, values, read.line, quote, read.confidence)


def _typed(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if hasattr(value, "isoformat") else str(value)
