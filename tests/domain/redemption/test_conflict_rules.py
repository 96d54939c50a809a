import pytest

from quitus.domain.grants.parameters import AUTHORITY, VENUE
from quitus.domain.redemption import conflict_rules as rules

ROWS = [(found, knew) for found in rules.TABLE for knew in (False, True)]
CONFLICTS_BEFORE = {
    rules.USED_ELSEWHERE,
    rules.BLOCKED_AFTER,
    rules.BLOCKED_BEFORE,
    rules.CANCELLED_AFTER,
    rules.CANCELLED_BEFORE,
    rules.ENDED,
    rules.SUSPENDED,
    rules.NOT_STAFF,
    rules.OUTSIDE_TERRITORY,
}
ALWAYS_CONFLICTS = {rules.BLOCKED_AFTER, rules.CANCELLED_AFTER}
RECORDED = {rules.NOTHING, rules.ENTRUSTED, rules.SUSPENDED_AFTER}


def test_every_thing_found_has_its_two_rows_and_its_words() -> None:
    assert list(rules.TABLE) == list(rules.FOUND_LABELS)
    assert all(set(rows) == {rules.BEFORE, rules.AFTER} for rows in rules.TABLE.values())


@pytest.mark.parametrize(("found", "knew"), ROWS)
def test_each_row_says_what_becomes_of_the_pass_who_is_told_and_who_bears_it(found: str, knew: bool) -> None:
    row = rules.ruling(found, knew=knew)
    in_conflict = found in (ALWAYS_CONFLICTS if knew else CONFLICTS_BEFORE)
    expected = rules.RECORDED if found in RECORDED else rules.CONFLICT if in_conflict else rules.REFUSED
    assert row.verdict == expected
    assert row.because
    if row.verdict == rules.RECORDED:
        assert (row.told, row.bearer) == ((), None), "nothing was promised otherwise, nothing is lost"
    else:
        assert rules.PERSON in row.told, "what a screen promised and was decided otherwise is always said"
        assert row.bearer is not None
    if row.verdict == rules.REFUSED:
        assert row.bearer == VENUE, "a refusal is never paid"
    if row.verdict == rules.CONFLICT:
        assert {rules.STRUCTURE, rules.ITS_AUTHORITY} <= set(row.told)
    assert (rules.OTHER in row.told) == (row.verdict == rules.CONFLICT and found == rules.USED_ELSEWHERE)


@pytest.mark.parametrize("by_convention", [VENUE, AUTHORITY])
def test_the_convention_says_who_bears_what_the_table_leaves_open(by_convention: str) -> None:
    for found in CONFLICTS_BEFORE:
        fixed = {rules.BLOCKED_AFTER: AUTHORITY, rules.CANCELLED_AFTER: AUTHORITY, rules.SUSPENDED: VENUE}
        row = rules.ruling(found, knew=False)
        assert rules.bearer(row, by_convention) == fixed.get(found, by_convention)
        assert rules.is_open_to_choice(found) == (found not in fixed)
