"""What the prefecture answers, as the operator returns it: an XML file, or the archive that holds it.

Codes are taken as they come, bytes are not: no entity, no network, no file of an archive is ever written, and nothing
larger than what an answer can be.
"""

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from datetime import date

from lxml import etree

from quitus.connectors.actes.parts import Acknowledgement, Anomaly, Answer, Cancelled, PrefectLetter

MOST_XML_BYTES = 1024 * 1024
MOST_ARCHIVE_BYTES = 20 * 1024 * 1024
MOST_MEMBERS = 200
CODE_LENGTH = 20
DETAIL_LENGTH = 4000

_GZIP = b"\x1f\x8b"
_NAMESPACE = "http://www.interieur.gouv.fr/ACTES#"
_WITHOUT_CONTENT = (
    tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE,
)  # fmt: skip
_LETTERS = {
    "CourrierSimple": "letter",
    "DemandePieceComplementaire": "documents_requested",
    "LettreObservations": "observations",
}


class AnswerUnreadable(Exception):
    """The file is no answer of the prefecture, is damaged, too large, or holds what no answer holds."""


def read_answers(content: bytes) -> list[Answer]:
    """Every answer that a file holds, in its order: an XML file holds one, an archive any number, at least one.

    Raises `AnswerUnreadable`.
    """
    if content.startswith(_GZIP):
        found = [answer for document in _documents_in(content) if (answer := _answer_of(document)) is not None]
    else:
        answer = _answer_of(_parse(content))
        found = [] if answer is None else [answer]
    if not found:
        raise AnswerUnreadable("no answer of the prefecture in this file")
    return found


def _unfolded(content: bytes) -> bytes:
    """What a gzip file holds, up to a limit: what a few kilobytes may unfold into is not known before."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        unfolded = packed.read(MOST_ARCHIVE_BYTES + 1)
    if len(unfolded) > MOST_ARCHIVE_BYTES:
        raise AnswerUnreadable("the archive unfolds into more than an answer holds")
    return unfolded


def _documents_in(content: bytes) -> list[etree._Element]:
    """The XML files of an archive. Names are not looked at: they are the sender's words."""
    try:
        files = list(_files_in(_unfolded(content)))
    except (tarfile.TarError, zlib.error, EOFError, OSError) as damaged:
        raise AnswerUnreadable("the archive is damaged") from damaged
    return [_parse(file) for file in files if len(file) <= MOST_XML_BYTES and file.lstrip()[:1] == b"<"]


def _files_in(archive: bytes) -> Iterator[bytes]:
    """The plain files of a tar archive. Its headers are walked one by one: what `tarfile` does with extended ones
    (regular expressions over them, one call inside another) costs a hostile sender nothing and us minutes.
    """
    place, found = 0, 0
    while (header := archive[place : place + tarfile.BLOCKSIZE]).strip(b"\0"):
        member = tarfile.TarInfo.frombuf(header, "utf-8", "surrogateescape")
        place += tarfile.BLOCKSIZE
        if member.type in _WITHOUT_CONTENT:
            continue
        if not 0 <= member.size <= len(archive) - place:
            raise AnswerUnreadable("the archive says it holds more than it does")
        if member.type in (tarfile.REGTYPE, tarfile.AREGTYPE):
            found += 1
            yield archive[place : place + member.size]
        if found > MOST_MEMBERS:
            raise AnswerUnreadable("the archive holds too many files")
        place += -(-member.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE


def _parse(content: bytes) -> etree._Element:
    if len(content) > MOST_XML_BYTES:
        raise AnswerUnreadable("the file is larger than an answer")
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise AnswerUnreadable("an answer declares no document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, LookupError) as broken:
        raise AnswerUnreadable("the file is not XML") from broken
    # Asked again once it is read: the declaration may have been written in another encoding.
    if root.getroottree().docinfo.internalDTD is not None:
        raise AnswerUnreadable("an answer declares no document type")
    return root


def _answer_of(root: etree._Element) -> Answer | None:
    """The answer a document is, None when it is something else: an envelope, a classification."""
    name = etree.QName(root)
    if not (name.namespace or "").startswith(_NAMESPACE):
        return None
    if name.localname == "ARActe":
        return Acknowledgement(_needed(_attribute(root, "IDActe")), _needed_day(_attribute(root, "DateReception")))
    if name.localname == "ARAnnulation":
        return Cancelled(_needed(_attribute(root, "IDActe")), _needed_day(_attribute(root, "DateReception")))
    if name.localname in {"AnomalieActe", "AnomalieEnveloppe"}:
        return _anomaly(root, about_envelope=name.localname == "AnomalieEnveloppe")
    if name.localname == "DefereTA":
        identifier = _needed(_attribute(root, "IDActe"))
        return PrefectLetter(
            "referral", identifier, _needed_day(_text(root, "DateDepot")), _text(root, "NatureIllegalite")
        )
    if name.localname in _LETTERS:
        said = _text(root, "DescriptionPieces") or _text(root, "Motif")
        identifier, written_on = _attribute(root, "IDActe"), _attribute(root, "DateCourrierPref")
        return PrefectLetter(_LETTERS[name.localname], _needed(identifier), _needed_day(written_on), said)
    return None


def _anomaly(root: etree._Element, *, about_envelope: bool) -> Anomaly:
    act = next(_all(root, "ActeRecu"), None)
    forms = tuple(name for element in _all(root, "NomFichier") if (name := (element.text or "").strip()))
    return Anomaly(
        code=_needed(_text(root, "Nature"))[:CODE_LENGTH],
        detail=_text(root, "Detail")[:DETAIL_LENGTH],
        said_on=_day(_text(root, "Date")),
        forms=forms,
        about_envelope=about_envelope,
        on_act=_day(_attribute(act, "Date")) if act is not None else None,
        number=_attribute(act, "NumeroInterne") if act is not None else "",
        nature_code=_attribute(act, "CodeNatureActe") if act is not None else "",
    )


def _all(root: etree._Element, name: str) -> "etree._ElementIterator":
    return root.iter(f"{{{etree.QName(root).namespace}}}{name}")


def _text(root: etree._Element, name: str) -> str:
    """The text of a child, its spaces gathered; empty when there is none."""
    child = root.find(f"{{{etree.QName(root).namespace}}}{name}")
    return " ".join("".join(map(str, child.itertext())).split()) if child is not None else ""


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute, qualified as the schema wants or not, as some write it."""
    return (element.get(f"{{{etree.QName(element).namespace}}}{name}") or element.get(name) or "").strip()


def _needed(value: str) -> str:
    if not value:
        raise AnswerUnreadable("the answer does not say which act, or which code")
    return value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])  # a time zone may follow
    except ValueError:
        return None


def _needed_day(value: str) -> date:
    day = _day(value)
    if day is None:
        raise AnswerUnreadable("the answer gives no date")
    return day
