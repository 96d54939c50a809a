"""What the prefecture answers: read whatever its code, and never at any price."""

import gzip
import io
import struct
import tarfile
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.connectors.actes import Acknowledgement, Anomaly, AnswerUnreadable, Cancelled, PrefectLetter, read_answers
from tests.connectors.actes.making import ACTES, IDENTIFIER, acknowledgement, anomaly, envelope_anomaly
from tests.connectors.actes.official import official


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in members:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return out.getvalue()


def test_an_acknowledgement_says_which_act_and_when() -> None:
    assert read_answers(acknowledgement()) == [Acknowledgement(IDENTIFIER, date(2023, 6, 5))]


@pytest.mark.parametrize("code", ["001", "100", "999", "A-17", "7" * 30])
def test_an_unknown_anomaly_code_is_kept(code: str) -> None:
    [read] = read_answers(anomaly(code))
    assert isinstance(read, Anomaly)
    assert (read.code, read.detail) == (code[:20], "Le fichier reçu n'est pas lisible.")
    assert (read.on_act, read.number, read.about_envelope) == (date(2023, 5, 15), "2023_204", False)


def test_an_anomaly_of_an_envelope_names_the_messages_received() -> None:
    [read] = read_answers(envelope_anomaly("x_0.xml"))
    assert isinstance(read, Anomaly)
    assert (read.code, read.detail, read.forms, read.about_envelope) == ("005", "", ("x_0.xml",), True)


def test_the_prefects_letters_are_read_too() -> None:
    def letter(name: str, attributes: str = "", inside: str = "") -> bytes:
        return f'<a:{name} xmlns:a="{ACTES}" a:IDActe="{IDENTIFIER}" {attributes}>{inside}</a:{name}>'.encode()

    asked = letter(
        "DemandePieceComplementaire",
        'a:DateCourrierPref="2023-06-20"',
        "<a:DescriptionPieces>Le plan</a:DescriptionPieces>",
    )
    referred = letter("DefereTA", inside="<a:DateDepot>2023-07-01</a:DateDepot>")
    ended = letter("ARAnnulation", 'a:DateReception="2023-06-07"')
    assert read_answers(asked) == [PrefectLetter("documents_requested", IDENTIFIER, date(2023, 6, 20), "Le plan")]
    assert read_answers(referred) == [PrefectLetter("referral", IDENTIFIER, date(2023, 7, 1), "")]
    assert read_answers(ended) == [Cancelled(IDENTIFIER, date(2023, 6, 7))]


def test_an_archive_is_read_whatever_its_files_are_called() -> None:
    envelope = f'<a:EnveloppeMISILLCL xmlns:a="{ACTES}"/>'.encode()
    found = read_answers(
        archive(("env.xml", envelope), ("../../etc/passwd", acknowledgement()), ("/lettre.pdf", b"%PDF-1.7 <"))
    )
    assert found == [Acknowledgement(IDENTIFIER, date(2023, 6, 5))]


def test_a_link_in_an_archive_is_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        link = tarfile.TarInfo("accuse.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    with pytest.raises(AnswerUnreadable):
        read_answers(out.getvalue())


ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b'<a:ARActe xmlns:a="http://www.interieur.gouv.fr/ACTES#v1.1-20040216">&x;</a:ARActe>'
)


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"not xml",
        b"<a>",
        b"<a/>",
        b"\x1f\x8b",
        b"\x1f\x8b\x08\x00garbage",
        ENTITY,
        ENTITY.decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a []+AD4-' + b"<a/>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        acknowledgement() + b" " * (1024 * 1024),
        acknowledgement(identifier=""),
        acknowledgement(on="jeudi"),
        gzip.compress(b"\0" * (30 * 1024 * 1024)),
        archive(("gros.xml", b"<a>" + b"x" * (2 * 1024 * 1024) + b"</a>")),
        archive(*[(f"{rank}.txt", b"") for rank in range(300)]),
        archive(("a.xml", ENTITY)),
        archive(("accuse.xml", acknowledgement()))[:120],
    ],
    ids=range(18),
)
def test_what_is_no_answer_is_refused(hostile: bytes) -> None:
    with pytest.raises(AnswerUnreadable):
        read_answers(hostile)


def header(kind: bytes, size: int, told: bytes | None = None) -> bytes:
    """A block of tar, its size written otherwise when `told` says so."""
    member = tarfile.TarInfo("x")
    member.type, member.size = kind, size
    block = bytearray(member.tobuf(tarfile.GNU_FORMAT)[:512])
    if told is not None:
        block[124:136], block[148:156] = told, b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


@pytest.mark.parametrize(
    "blocks",
    [
        (header(b"L", 5) + b"abcd".ljust(512, b"\0")) * 2000,
        (header(b"x", 20) + b"20 path=aaaaaaaaaaa\n".ljust(512, b"\0")) * 2000,
        header(b"0", 0, b"\x80" + b"\0" * 3 + b"\x7f" * 8),
        header(b"0", 0, b"\xff" * 8 + struct.pack(">i", -512)),
        header(b"x", 2_000_000) + b"1" * 2_000_000,
    ],
    ids=["long names in one another", "extended headers in one another", "endless", "backwards", "a long number"],
)
def test_a_hostile_archive_costs_no_more_than_it_weighs(blocks: bytes) -> None:
    started = perf_counter()
    with pytest.raises(AnswerUnreadable):
        read_answers(gzip.compress(blocks + b"\0" * 1024, 1))
    assert perf_counter() - started < 5


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for tried in (content, b"\x1f\x8b" + content, b"<" + content):
        with pytest.raises(AnswerUnreadable):
            read_answers(tried)


def test_real_answers_are_read() -> None:
    folder = official("actes", "exemples")
    [received] = read_answers((folder / "006-210600235-20180522-684-AI-1-2_5279.xml").read_bytes())
    [refused] = read_answers((folder / "ANO_EACT--214400152--20180925-1.xml").read_bytes())
    [ended] = read_answers((folder / "044-214400152-20181106-TEST_DGCL_4-DE-6-2_10.xml").read_bytes())

    assert received == Acknowledgement("006-210600235-20180522-684-AI", date(2018, 5, 28))
    assert isinstance(refused, Anomaly)
    assert (refused.code, refused.said_on, refused.about_envelope) == ("999", date(2018, 9, 25), True)
    assert refused.detail.startswith("ODT-VERIF-17")
    assert isinstance(ended, Cancelled)
    with pytest.raises(AnswerUnreadable):
        read_answers((folder / "EACT--SPREF0441-214400152-20181012-9.xml").read_bytes())
