"""The checks between columns: each lets a right line through and tells a wrong one."""

from hypothesis import given
from hypothesis import strategies as st

from quitus.usecases.open_data import checks
from quitus.usecases.open_data.deliberations import CHECKS, COLUMNS, VOTES
from quitus.usecases.open_data.matters import SUBJECTS, matter_name, second_level
from quitus.usecases.open_data.subsidies import COLUMNS as SUBSIDIES
from quitus.usecases.open_data.tables import Check, Column, faults, plain

COUNTS = st.integers(0, 60)


def holds(check: Check, **line: str) -> bool:
    return check(line) is None


def test_a_siret_has_the_right_key() -> None:
    check = checks.siret("siret")
    assert holds(check, siret="22620001200012")
    assert holds(check, siret="35600000049837")
    assert holds(check, siret="")
    assert not holds(check, siret="13002603200017")


def test_years_do_not_run_backwards() -> None:
    check = checks.years("y")
    assert holds(check, y="2023")
    assert holds(check, y="2022/2023")
    assert not holds(check, y="2023/2022")


def test_columns_that_go_together_are_filled_together() -> None:
    check = checks.all_or_none("a", "b")
    assert holds(check, a="", b="")
    assert holds(check, a="1", b="0")
    assert not holds(check, a="1", b="")


def test_the_prefects_date_does_not_come_before_the_acts() -> None:
    check = checks.day_not_before("pref", "act")
    assert holds(check, pref="2023-06-05", act="2023-05-15")
    assert holds(check, pref="", act="2023-05-15")
    assert not holds(check, pref="2023-05-14", act="2023-05-15")


def test_counts_are_compared_as_numbers() -> None:
    check = checks.at_least("more", "less")
    assert holds(check, more="10", less="9")
    assert not holds(check, more="9", less="10")


def test_one_of_two_columns_is_enough() -> None:
    check = checks.one_of("siret", "rna")
    assert holds(check, siret="", rna="W621000000")
    assert not holds(check, siret="", rna="")


def test_a_matter_begins_with_one_of_the_nine_subjects() -> None:
    check = checks.subject("m")
    assert len(SUBJECTS) == 9
    for matter in ("finances locales/subventions", "Finances Locales/x", "domaines de competences par themes/aide"):
        assert holds(check, m=matter)
    for matter in ("subventions", "finances/subventions", "finances locales /subventions", "finances locales/ x"):
        assert not holds(check, m=matter)


def test_a_matter_is_named_from_its_code_or_by_the_authority() -> None:
    assert second_level("7.5.1") == "7.5"
    assert matter_name("7.5", "") == "finances locales/subventions"
    assert matter_name("8.2", "Aide sociale (RSA, ASE)") == "domaines de compétences par thèmes/aide sociale rsa ase"
    assert matter_name("", "Finances locales / Subventions") == "finances locales/subventions"
    assert matter_name("7.99", "") == ""


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_votes_that_do_not_add_up_are_told(members: int, cast: int, pour: int, contre: int, abstention: int) -> None:
    line = dict.fromkeys((column.name for column in COLUMNS), "")
    line |= {"DELIB_MATIERE_NOM": "finances locales/subventions"}
    line |= dict(zip(VOTES, map(str, (members, cast, pour, contre, abstention)), strict=True))
    told = [check(line) for check in CHECKS]
    right = cast == pour + contre + abstention and members >= cast
    assert all(fault is None for fault in told) is right


@given(st.text(max_size=60))
def test_no_text_begins_a_formula(text: str) -> None:
    made = plain(text)
    assert "\n" not in made
    assert made[:1] not in {"=", "+", "-", "@"}
    assert all(part.strip()[:1] not in {"=", "+", "@"} for part in made.split(";")[1:])


@given(st.text(max_size=20))
def test_any_cell_is_taken_or_told(cell: str) -> None:
    for column in (*COLUMNS, *SUBSIDIES):
        told = faults([column], [], {column.name: cell})
        assert len(told) <= 1
        if not cell:
            assert bool(told) is column.required


def test_a_cell_is_judged_by_what_it_holds() -> None:
    def right(column: Column, cell: str) -> bool:
        return not faults([column], [], {column.name: cell})

    assert right(Column("d", kind="day"), "2024-02-29")
    assert not right(Column("d", kind="day"), "2023-02-29")
    assert not right(Column("d", kind="day"), "20230215")
    assert not right(Column("n", kind="count"), "-1")
    assert not right(Column("n", pattern=r"\d{2}"), "٣٣")
    assert right(Column("a", kind="address"), "https://pass.exemple.fr/actes/1/")
    assert not right(Column("a", kind="address"), "javascript:1")
    assert not right(Column("t", most=3), "quatre")
