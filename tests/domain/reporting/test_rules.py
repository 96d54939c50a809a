"""Full years, small counts, the basis of payment, fingerprints."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.reporting import rules, states
from quitus.domain.reporting.rules import Period, YearLine
from quitus.kernel.life import after

counts = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 60), min_size=1, max_size=8)
thresholds = st.integers(2, 12)


def test_the_first_stage_report_holds_the_full_year_2021():
    period = Period(date(2021, 1, 1), date(2021, 12, 31))

    assert rules.consumption(period, {2021: 5000}, {2021: 300}) == (YearLine(2021, 5000, 300, is_full=True),)


def test_the_second_stage_report_holds_2022_and_only_part_of_2023():
    period = Period(date(2021, 1, 1), date(2023, 6, 30))

    lines = rules.consumption(period, {2021: 5000, 2022: 20000, 2023: 25000}, {2022: 1800, 2023: 1400})

    assert [(line.year, line.is_full) for line in lines] == [
        (2021, True),
        (2022, True),
        (2023, False),
    ]
    assert [line.rate for line in lines] == [0, 90, 56]


def test_a_year_without_a_plan_has_no_rate():
    assert YearLine(2021, None, 12, is_full=True).rate is None


def test_a_quarter_is_a_calendar_quarter():
    assert Period(date(2022, 1, 1), date(2022, 3, 31)).is_quarter()
    assert not Period(date(2022, 2, 1), date(2022, 4, 30)).is_quarter()


def basis(**changed):
    facts = {
        "used_cents": 3_200_000,
        "eligible_by_kind": {"face_value": 5_000_000, "fees": 128_000, "engineering": 500_000},
        "engineering_cap_cents": 5_500_000,
        "budget_cents": 55_000_000,
        "state_share": 500,
    }
    return rules.payment_basis(**facts | changed)


def test_the_funder_pays_its_share_on_pass_used_and_not_on_pass_bought():
    found = basis()

    assert found.kept_cents == {"face_value": 3_200_000, "fees": 128_000, "engineering": 500_000}
    assert found.eligible_cents == 3_828_000
    assert found.state_cents == 1_914_000


def test_engineering_is_kept_up_to_its_cap():
    found = basis(eligible_by_kind={"engineering": 6_000_000})

    assert found.kept_cents == {"engineering": 5_500_000}


@given(
    used=st.integers(0, 60_000),
    face_value=st.integers(0, 60_000_000),
    fees=st.integers(0, 10_000_000),
    engineering=st.integers(0, 10_000_000),
    share=st.integers(0, 1000),
)
def test_the_funder_never_pays_more_than_its_share_of_the_budget(used, face_value, fees, engineering, share):
    eligible = {"face_value": face_value, "fees": fees, "engineering": engineering}

    found = basis(used_cents=used * 1000, eligible_by_kind=eligible, state_share=share)

    assert 0 <= found.eligible_cents <= 55_000_000
    assert found.kept_cents["face_value"] <= found.used_cents
    assert 2 * abs(found.state_cents * 1000 - found.eligible_cents * share) <= 1000


def test_a_small_count_takes_a_neighbour_with_it():
    assert rules.masked({"rsa": 312, "ase": 3, "handicap": 41, "collegien": 0}, below=5) == {
        "rsa": 312,
        "ase": None,
        "handicap": None,
        "collegien": 0,
    }


def test_a_lonely_small_count_hides_its_total():
    assert rules.masked({"rsa": 3, "ase": 0}, below=5) == {"rsa": None, "ase": 0}
    assert rules.masked_total({"rsa": 3, "ase": 0}, below=5) is None
    assert rules.masked_total({"rsa": 312, "ase": 0}, below=5) == 312


@given(counts, thresholds)
def test_no_small_count_is_shown(values, below):
    shown = rules.masked(values, below)

    assert all(count is None or count == 0 or count >= below for count in shown.values())
    assert all(count == values[name] for name, count in shown.items() if count is not None)


@given(counts, thresholds)
def test_no_hidden_count_can_be_had_by_subtraction(values, below):
    shown = rules.masked(values, below)
    total = rules.masked_total(values, below)
    hidden = [values[name] for name, count in shown.items() if count is None]

    if hidden and total is not None:
        rest = total - sum(count for count in shown.values() if count is not None)
        assert len(hidden) >= 2
        assert rest > len(hidden)  # several ways to share it out


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none(), max_size=5))
def test_a_content_has_one_fingerprint_whatever_the_order_of_its_keys(content):
    backwards = dict(reversed(list(content.items())))

    assert rules.fingerprint(rules.canonical(content)) == rules.fingerprint(rules.canonical(backwards))


def test_every_state_of_a_life_has_its_label():
    assert set(states.REPORT) == set(states.REPORT_LABELS)
    assert set(states.STATEMENT) == set(states.STATEMENT_LABELS)


def test_a_statement_is_signed_before_it_is_attested():
    assert after(states.STATEMENT, states.PREPARED, "attest") is None
    assert after(states.STATEMENT, states.SIGNED, "attest") == states.ATTESTED
