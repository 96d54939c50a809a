from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.operators import kinds, rules
from quitus.domain.operators.book import Marks, SerialBook
from quitus.domain.operators.rules import Serial, serial_of
from quitus.domain.vouchers.rules import number_of
from quitus.kernel.ranges import NumberRange
from tests.architecture.house import ROOT

SERIES = 123_456_789


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AP-2021-000007", Serial("AP", 10, 2021000007)),
        ("ap 2021.000007", Serial("AP", 10, 2021000007)),
        ("0007", Serial("", 4, 7)),
        ("ZZTOP", Serial("ZZTOP", 0, 0)),
        ("A1B2", Serial("A1B", 1, 2)),
        ("1" * 20, Serial("11", 18, 10**18 // 9)),
        ("", None),
        ("-", None),
        ("1.2E+17", None),
        ("é1", None),
        ("A" * 41, None),
    ],
)
def test_a_serial_is_read_whatever_separates_its_groups(text: str, expected: Serial | None) -> None:
    assert serial_of(text) == expected


@given(st.from_regex(r"[A-Z]{0,4}[0-9]{1,16}", fullmatch=True))
def test_a_serial_is_written_as_it_was_read(text: str) -> None:
    assert str(serial_of(text)) == text


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("15/05/2023", "dmy", date(2023, 5, 15)),
        ("15.5.2023 14:05", "dmy", date(2023, 5, 15)),
        ("2023-05-15", "dmy", date(2023, 5, 15)),
        ("2023-05-15T14:05:00Z", "ymd", date(2023, 5, 15)),
        ("05/15/2023", "mdy", date(2023, 5, 15)),
        ("20230515", "compact", date(2023, 5, 15)),
        ("31/02/2023", "dmy", None),
        ("15/05/23", "dmy", None),
        ("demain", "dmy", None),
    ],
)
def test_a_day_is_read_as_the_layout_says(text: str, form: str, expected: date | None) -> None:
    assert rules.day_of(text, form) == expected


@given(st.lists(st.integers(0, 500), unique=True, min_size=1, max_size=40))
def test_runs_give_each_serial_the_number_of_its_place(values: list[int]) -> None:
    serials = [Serial("A", 4, value) for value in values]
    made = list(rules.runs(((one, None) for one in serials), number_of(SERIES, 1)))
    ranges = [("A", 4, run.first.value, run.last, run.number) for run in made]
    book = SerialBook(sorted(ranges), {SERIES: len(values)})
    assert [book.number_of(one) for one in serials] == [number_of(SERIES, place + 1) for place in range(len(values))]
    assert book.number_of(Serial("A", 4, 999)) is None
    assert book.number_of(Serial("B", 4, values[0])) is None


@given(st.lists(st.integers(0, 60), unique=True, min_size=1, max_size=30), st.integers(0, 60), st.integers(0, 60))
def test_a_range_of_serials_is_one_of_pass_only_when_each_follows_the_other(
    values: list[int], first: int, last: int
) -> None:
    serials = [Serial("A", 4, value) for value in values]
    made = rules.runs(((one, None) for one in serials), number_of(SERIES, 1))
    book = SerialBook(sorted(("A", 4, run.first.value, run.last, run.number) for run in made), {SERIES: 100})
    wanted = [book.number_of(Serial("A", 4, value)) for value in range(first, last + 1)]
    whole = (
        bool(wanted) and None not in wanted and wanted == list(range(wanted[0] or 0, (wanted[0] or 0) + len(wanted)))
    )
    found = book.range_of(Serial("A", 4, first), Serial("A", 4, last)) if first <= last else None
    assert found == (NumberRange(wanted[0], wanted[-1]) if whole else None)  # type: ignore[arg-type]


def test_zeros_that_a_spreadsheet_dropped_are_found_again_when_there_is_no_doubt() -> None:
    book = SerialBook([("", 8, 1, 100, number_of(SERIES, 1))], {})
    assert book.number_of(Serial("", 2, 42)) == number_of(SERIES, 42)
    twice = SerialBook([("", 6, 1, 100, number_of(SERIES, 1)), ("", 8, 1, 100, number_of(SERIES, 101))], {})
    assert twice.number_of(Serial("", 2, 42)) is None


def test_a_pass_is_met_once() -> None:
    marks = Marks({SERIES: 20})

    def met(number: int) -> bool:
        seen = number in marks
        marks.add(number)
        return seen

    assert [met(number_of(SERIES, rank)) for rank in (1, 20, 8, 1, 20, 9)] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]


def test_the_same_row_has_the_same_reference_and_other_facts_another_hash() -> None:
    row = {"serial": Serial("A", 4, 1), "venue": "L-1", "service_on": date(2023, 4, 3), "service": "emploi"}
    assert rules.line_of(kinds.SCANS, row) == "A0001|L-1|2023-04-03"
    assert rules.line_of(kinds.SCANS, row | {"line": "77"}) == "#77"
    assert rules.facts_of(row) == rules.facts_of(dict(reversed(row.items())))
    assert rules.facts_of(row) != rules.facts_of(row | {"service": "acces"})
    assert rules.request_of(1, "#77") == rules.request_of(1, "#77") != rules.request_of(2, "#77")


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_has_what_tells_its_rows_apart(kind: str) -> None:
    assert rules.MOST_ROWS[kind] > 0
    assert any(known.needed for known in kinds.FIELDS[kind].values())


def test_a_word_of_any_length_is_looked_up_and_only_short_ones_are_remembered() -> None:
    rules._word.cache_clear()
    assert rules.word("  Sur   Place ") == "sur place"
    assert rules.word("A " * 50_000) == " ".join(["a"] * 50_000)
    assert rules._word.cache_info().currsize == 1, "a file of long cells fills no memory"


def test_the_documentation_says_how_long_a_file_may_be() -> None:
    page = (ROOT / "docs" / "formats" / "operator-files.md").read_text(encoding="utf-8")
    most = rules.MOST_ROWS
    others = {most[kind] for kind in most if kind not in (kinds.SCANS, kinds.SERIALS)}
    assert len(others) == 1
    told = (
        f"{most[kinds.SCANS]:,} lines of scans, {most[kinds.SERIALS]:,} of serials, {others.pop():,} of the other kinds"
    )
    assert f"At most {rules.MOST_BYTES // 1_000_000} MB a file, and {told}:" in page
