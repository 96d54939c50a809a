"""Pass on paper as independent readers find them: codes that scan, files that say nothing more than they must."""

import random
from collections.abc import Iterator
from datetime import date
from operator import add
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from quitus.connectors import qr, sheets
from quitus.connectors.sheets import Item, Look, Unit
from quitus.connectors.slots import one_of
from quitus.kernel.codes import HumanCodes, group
from quitus.kernel.signed_codes import Signer
from quitus.usecases.printing.looks import ALONE, WORDS, place_of

SERIES = 123_456_789
SIGNER = Signer(bytes(range(32)), "https://pass.departement-exemple.fr")
CODES = HumanCodes(bytes(range(32)))
DPI = 150
SIGMA = 0.10
LEVELS = 255
LOOK = Look(
    language="fr",
    authority="Département d'essai",
    accent="#1d6b70",
    logo=sheets.Logo(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>',
        "image/svg+xml",
        "Logo : Département d'essai",
    ),
    title="Pass numérique",
    value="10 €",
    worth="10 pass de 10 €",
    valid="Valable jusqu'au 31 décembre 2023",
    what="Un pass paie de l'aide.",
    how=("Un.", "Deux.", "Trois.", "Quatre."),
    where="En mairie.",
    phone="03 00 00 00 00",
    hours="",
    words=WORDS,
)


def items(first: int, last: int) -> tuple[Item, ...]:
    """Pass of a series, by rank."""
    return tuple(
        Item(
            f"{SERIES} {rank:07}",
            group(CODES.code(SERIES * 10_000_000 + rank)),
            SIGNER.text(SERIES * 10_000_000 + rank),
            place_of((rank - 1) // 10 + 1, (rank - 1) % 10 + 1, 10),
        )
        for rank in range(first, last + 1)
    )


@pytest.fixture(autouse=True)
def _fonts(settings: Any, tmp_path: Path) -> None:
    settings.PRINTS_ROOT = tmp_path / "printing"


def made(kind: str, units: list[Unit]) -> sheets.Made:
    """A part of that kind."""
    return sheets.typeset(kind, LOOK, units, on=date(2023, 1, 2))


def grey(pdf: bytes, page: int) -> tuple[int, list[bytes]]:
    """A page in shades of grey at 150 dpi: its width, its rows."""
    document = pdfium.PdfDocument(pdf)
    picture = document[page].render(scale=DPI / 72, grayscale=True)
    rows = [
        bytes(picture.buffer[row * picture.stride : row * picture.stride + picture.width])
        for row in range(picture.height)
    ]
    width = picture.width
    document.close()
    return width, rows


def noisy(rows: list[bytes], seed: int) -> Iterator[bytes]:
    """The rows with Gaussian noise of 10 % of the range, cut at black and white."""
    chance = random.Random(seed)
    pool = [round(chance.gauss(0, SIGMA * LEVELS)) for _ in range(60_000)]
    most = max(abs(level) for level in pool)
    cut = [min(max(level, 0), LEVELS) for level in range(-most, LEVELS + most + 1)]
    for row in rows:
        at = chance.randrange(len(pool) - len(row))
        yield bytes(map(cut.__getitem__, map(add, map(most.__add__, row), pool[at : at + len(row)])))


def read(width: int, rows: list[bytes]) -> set[str]:
    """What a scanner reads on a page."""
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), width))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return {code.text for code in found if code.valid}


@pytest.mark.parametrize(("kind", "page"), [(sheets.SHEETS, 0), (sheets.BOOKLETS, 2), (sheets.REPLACEMENT, 0)])
def test_printed_codes_are_read_at_150_dpi_in_grey_and_in_black_and_white_with_noise(kind: str, page: int) -> None:
    printed = items(1, 1 if kind == sheets.REPLACEMENT else 10)
    width, rows = grey(made(kind, [Unit(printed, "Carnet n° 1", "Pass 1 à 10")]).pdf, page)
    wanted = {item.qr_text for item in printed}
    rows = list(noisy(rows, seed=1))
    assert read(width, rows) == wanted
    two_tones = bytes(LEVELS if level >= LEVELS // 2 else 0 for level in range(LEVELS + 1))
    assert read(width, [row.translate(two_tones) for row in rows]) == wanted


def test_a_code_is_22_mm_wide_with_its_quiet_zone_and_modules_a_phone_can_see() -> None:
    width, rows = grey(made(sheets.SHEETS, [Unit(items(1, 1))]).pdf, 0)
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), width))
    [code] = zxingcpp.read_barcodes(picture)
    found = code.position
    side_mm = (found.top_right.x - found.top_left.x) / DPI * 25.4
    pixel_mm = 25.4 / DPI
    assert abs(side_mm - 22) <= 4 * pixel_mm
    modules = qr.side(SIGNER.text(SERIES * 10_000_000 + 1))
    module_mm = 22 / modules
    assert module_mm >= 0.45
    assert code.ec_level == "M"
    # Nothing stands within four modules of the code (ISO/IEC 18004).
    quiet = int(4 * module_mm / 25.4 * DPI)
    left, top = found.top_left.x, found.top_left.y
    side = found.top_right.x - left
    around = [
        rows[y][x]
        for y in range(top - quiet, top + side + quiet)
        for x in range(left - quiet, left + side + quiet)
        if not (top - 1 <= y <= top + side + 1 and left - 1 <= x <= left + side + 1)
    ]
    assert min(around) > 200


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/.-", min_size=1, max_size=224))
def test_a_picture_of_one_bit_a_module_has_at_most_45_a_side(text: str) -> None:
    picture = qr.png(text)
    assert picture[24:26] == b"\x01\x00"  # one bit, grey
    assert int.from_bytes(picture[16:20], "big") == qr.side(text) <= 45


def test_the_codes_of_a_long_address_are_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Signer(bytes(range(32)), "https://pass-numerique.communaute-de-communes-exemple.fr")
    monkeypatch.setattr(f"{__name__}.SIGNER", long)
    printed = items(1, 10)
    assert len(printed[0].qr_text) > qr.LONGEST_AT_M
    width, rows = grey(made(sheets.SHEETS, [Unit(printed)]).pdf, 0)
    assert read(width, list(noisy(rows, seed=2))) == {item.qr_text for item in printed}


def test_the_same_pass_make_the_same_bytes() -> None:
    assert made(sheets.BOOKLETS, [Unit(items(1, 5), "Carnet n° 1")]) == made(
        sheets.BOOKLETS, [Unit(items(1, 5), "Carnet n° 1")]
    )


def test_a_last_sheet_holds_what_is_left() -> None:
    part = made(sheets.SHEETS, [Unit(items(1, 23))])
    assert part.pages == 3
    document = pdfium.PdfDocument(part.pdf)
    said = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert [text.count(f"{SERIES} 0") for text in said] == [10, 10, 3]
    assert [text.count("Pass numérique") for text in said] == [10, 10, 3]


def test_the_child_leaves_nothing_and_its_failure_tells_no_code(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made(sheets.REPLACEMENT, [Unit(items(1, 1), ALONE)])
    assert list(Path(settings.PRINTS_ROOT).glob("making-*")) == []
    monkeypatch.setattr(sheets, "MEMORY_BYTES", 20_000_000)
    with pytest.raises(sheets.PrintingStopped) as stopped:
        made(sheets.REPLACEMENT, [Unit(items(1, 1), ALONE)])
    chain: BaseException | None = stopped.value
    while chain is not None:
        assert items(1, 1)[0].code not in repr(chain)
        assert items(1, 1)[0].qr_text not in repr(chain)
        chain = chain.__cause__ or chain.__context__
    assert items(1, 1)[0].code not in repr(items(1, 1)[0])


def test_what_a_killed_process_left_is_removed_when_nobody_is_at_work(settings: Any) -> None:
    left = Path(settings.PRINTS_ROOT) / "making-abcd"
    left.mkdir(parents=True)
    with one_of(sheets.MOST_AT_ONCE, Path(settings.PRINTS_ROOT) / "places", wait_seconds=0):
        sheets.forget_leftovers()
        assert left.exists()
    sheets.forget_leftovers()
    assert not left.exists()


def test_when_the_machine_is_full_one_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "WAIT_SECONDS", 0)
    places = Path(settings.PRINTS_ROOT) / "places"
    with (
        one_of(sheets.MOST_AT_ONCE, places, wait_seconds=0),
        one_of(sheets.MOST_AT_ONCE, places, wait_seconds=0),
        pytest.raises(sheets.PrinterBusy),
    ):
        made(sheets.SHEETS, [Unit(items(1, 1))])
