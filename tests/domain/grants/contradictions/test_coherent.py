"""The finder says nothing of coherent texts, and exactly what changed when one value does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quitus.domain.grants.contradictions import find
from quitus.domain.grants.contradictions.duties import bare, is_own_name
from quitus.domain.grants.contradictions.frame import Annexed, Frame, Given, Level, Name, Passage, Statement
from quitus.domain.grants.contradictions.reckoning import carried, ends_after, ends_of_duration, full_years, last_day
from quitus.kernel.calendar import is_working_day, next_working_day, prolonged
from tests.domain.grants.contradictions.coherent import AMENDMENT, Drawn, coherent, state

DAY = timedelta(days=1)


def codes(frame: Frame) -> list[tuple[str, str]]:
    return [(one.code, one.grade) for one in find(frame)]


@given(coherent())
def test_nothing_is_found_in_coherent_texts(drawn: Drawn) -> None:
    assert find(drawn.frame) == []


@given(coherent(), st.integers(-90, 90))
def test_an_end_that_its_duration_does_not_lead_to_is_found(drawn: Drawn, shift: int) -> None:
    stated = next(one for one in drawn.frame.statements if one.day("ends_on"))
    wrong = drawn.ends_on + DAY * shift
    assume(wrong not in ends_of_duration(stated.day("starts_on") or date.min, stated.number("months") or 0))
    changed = drawn.with_statement("duration", index=1, ends_on=wrong)
    [found] = find(changed)
    assert (found.code, found.grade, found.second.value) == ("duration_and_end", "contradiction", wrong)
    assert found.first.value in ends_of_duration(stated.day("starts_on") or date.min, stated.number("months") or 0)


@given(coherent(), st.integers(1, 24))
def test_another_number_of_months_is_found(drawn: Drawn, more: int) -> None:
    stated = next(one for one in drawn.frame.statements if one.kind == "duration")
    months = (stated.number("months") or 0) + more
    origins = {"signature": [drawn.signed_on], "start": [drawn.start]}.get(
        stated.word("since"), [drawn.start, drawn.signed_on]
    )
    assume(not any(drawn.ends_on in ends_of_duration(origin, months) for origin in origins))
    assert codes(drawn.with_statement("duration", months=months)) == [("duration_and_end", "contradiction")]


@given(coherent(), st.integers(-40, 40))
def test_a_prolongation_that_does_not_lead_to_the_new_end_is_found(drawn: Drawn, shift: int) -> None:
    stated = next(one for one in drawn.frame.statements if one.day("to_on"))
    wrong = drawn.prolonged_to + DAY * shift
    assume(wrong not in ends_after(drawn.ends_on, stated.number("months") or 0))
    changed = drawn.with_statement("extension", index=1, to_on=wrong)
    assert codes(changed) == [("extension_and_end", "contradiction")]


@given(coherent(), st.integers(-40, 40))
def test_a_date_is_wrong_or_carried_to_a_working_day(drawn: Drawn, shift: int) -> None:
    stated = next(one for one in drawn.frame.statements if one.kind == "deadline" and one.day("on"))
    right = ends_after(drawn.prolonged_to, stated.number("months") or 0)
    wrong = (stated.day("on") or date.min) + DAY * shift
    assume(wrong not in right)
    grade = "explained" if wrong in carried(right) else "contradiction"
    assert codes(drawn.with_statement("deadline", on=wrong)) == [("deadline_and_date", grade)]


@given(coherent())
def test_a_closed_day_carried_over_is_explained(drawn: Drawn) -> None:
    stated = next(one for one in drawn.frame.statements if one.kind == "deadline" and one.day("on"))
    right = ends_after(drawn.prolonged_to, stated.number("months") or 0)
    closed = [day for day in right if not is_working_day(day) and next_working_day(day) not in right]
    assume(closed)
    changed = drawn.with_statement("deadline", on=next_working_day(closed[0]))
    assert codes(changed) == [("deadline_and_date", "explained")]


@given(coherent(), st.integers(1, 400))
def test_a_written_end_that_is_not_the_one_that_applies_is_found(drawn: Drawn, shift: int) -> None:
    changed = drawn.with_statement("day", on=drawn.ends_on + DAY * shift)
    assert codes(changed) == [("day_and_term", "contradiction")]


@given(coherent())
def test_a_report_may_tell_the_terms_that_it_changes(drawn: Drawn) -> None:
    report = Passage("report", "2023-204", "paragraphe 1")
    told = tuple(
        Statement("day", report, {"event": "action_end", "on": on}, 1) for on in (drawn.ends_on, drawn.prolonged_to)
    )
    assert find(replace(drawn.frame, statements=(*drawn.frame.statements, *told))) == []
    own = Statement("day", AMENDMENT, {"event": "action_end", "on": drawn.ends_on}, 1)
    changed = replace(drawn.frame, statements=(*drawn.frame.statements, own))
    assert codes(changed) == [("day_and_term", "contradiction")]


@given(coherent(), st.sampled_from([0, 1, 2, 3]), st.integers(1_00, 1_000_000_00))
def test_lines_that_do_not_add_up_are_found(drawn: Drawn, index: int, cents: int) -> None:
    lines = list(drawn.frame.lines)
    lines[index] = replace(lines[index], cents=lines[index].cents + cents)
    found = codes(replace(drawn.frame, lines=tuple(lines)))
    of_funder = [("share_and_amount", "contradiction")] if index == 2 else []
    assert found == [("lines_and_total", "contradiction"), *of_funder]


@given(coherent(), st.integers(1, 10_000_00))
def test_another_total_is_found(drawn: Drawn, cents: int) -> None:
    changed = drawn.with_statement("total", cents=drawn.budget + cents)
    assert codes(changed) == [("total_and_term", "contradiction")]


@given(coherent(), st.integers(1_00, 1_000_000_00))
def test_an_amount_that_is_not_the_share_is_found(drawn: Drawn, cents: int) -> None:
    own = next(line.cents for line in drawn.frame.lines if line.from_funder)
    right = drawn.with_statement("share", amount_cents=own)
    assert find(right) == []
    changed = drawn.with_statement("share", amount_cents=own + cents)
    assert codes(changed) == [("share_and_amount", "contradiction")]


@given(coherent(), st.integers(1, 1_000_000))
def test_more_pass_than_the_budget_bears_is_found(drawn: Drawn, more: int) -> None:
    terms = drawn.frame.levels[1].after
    room = drawn.budget - drawn.frame.lines[0].cents
    count = int(str(terms["target_count"].value)) + room // int(str(terms["face_value_cents"].value)) + more
    levels = tuple(
        replace(level, after={**level.after, "target_count": replace(level.after["target_count"], value=count)})
        for level in drawn.frame.levels
    )
    assert codes(replace(drawn.frame, levels=levels)) == [("needs_and_budget", "contradiction")]


@given(coherent(), st.data())
def test_a_year_without_its_report_is_a_gap(drawn: Drawn, data: st.DataObject) -> None:
    stated = [one for one in drawn.frame.statements if one.kind == "reports"]
    assume(stated and len(stated[0].days("dates")) > 1)
    dates = stated[0].days("dates")
    gone = data.draw(st.integers(1, len(dates) - 1))
    changed = drawn.with_statement("reports", dates=dates[:gone] + dates[gone + 1 :])
    [found] = find(changed)
    assert (found.code, found.grade, found.first.value) == ("years_not_reported", "gap", (dates[gone],))


@given(coherent(), st.sampled_from(["schedule", "budget"]))
def test_an_annex_whose_fate_is_not_told_is_a_gap(drawn: Drawn, annex: str) -> None:
    changed = drawn.without_statement("annex", annex=annex, replaced=True)
    assert codes(changed) == [("annex_not_replaced", "gap")]
    told_by_the_text = tuple(
        replace(level, replaced_annexes=frozenset({annex}) if level.number else frozenset()) for level in changed.levels
    )
    assert find(replace(changed, levels=told_by_the_text)) == []


@given(coherent())
def test_an_annex_that_is_joined_is_cited(drawn: Drawn) -> None:
    silent = drawn.without_statement("annex")
    assert find(silent) == []
    joined = Annexed("schedule", Passage("convention", place="annexe 2"))
    assert codes(replace(silent, annexes=(joined,))) == [("annex_not_replaced", "gap")]


@given(coherent(), st.text(min_size=1).filter(lambda word: bare(word) != "titulaire"))
def test_a_second_name_of_a_party_is_a_gap(drawn: Drawn, word: str) -> None:
    named = (*drawn.frame.names, Name("holder", word, AMENDMENT))
    assert codes(replace(drawn.frame, names=named)) == [("names_of_a_party", "gap")]
    other = (*drawn.frame.names, Name("funder", word, AMENDMENT))
    assert find(replace(drawn.frame, names=other)) == []


@pytest.mark.parametrize(
    ("word", "is_own"),
    [
        ("Le Département", True),
        ("Département de l'Exemple", True),
        ("DE", True),
        ("la collectivité", False),
        ("Dép", False),
    ],
)
def test_an_organisation_is_known_by_its_own_name_its_beginning_or_its_initials(word: str, is_own: bool) -> None:
    assert is_own_name(word, "Département de l'Exemple") is is_own


@given(coherent(), st.integers(1, 60))
def test_more_voices_than_members_is_found(drawn: Drawn, more: int) -> None:
    [vote] = drawn.frame.votes
    there = vote.present + (vote.proxies or 0)
    may_be_proxies = vote.proxies is None and more <= min(vote.present, vote.away)
    changed = replace(drawn.frame, votes=(replace(vote, voices=there + more),))
    assert codes(changed) == [("votes_and_present", "gap" if may_be_proxies else "contradiction")]


@given(coherent(), st.integers(1, 700))
def test_a_date_already_past_when_it_is_restated_is_explained(drawn: Drawn, before: int) -> None:
    on = drawn.frame.level(1).considered_on or date.min
    past = state("reports", 1, "article 6", dates=(on - DAY * before,))
    changed = replace(drawn.frame, statements=(*drawn.frame.statements, past))
    assert codes(changed) == [("restated_past", "explained")]


def test_two_findings_of_one_article_are_told_apart() -> None:
    def delay(months: int, on: date) -> Statement:
        said = Passage("convention", place="article 6", quote=f"dans les {months} mois, soit le {on}")
        return Statement("deadline", said, {"months": months, "after": "signature", "on": on})

    frame = Frame(date(2021, 3, 11), statements=(delay(2, date(2021, 6, 1)), delay(6, date(2021, 10, 1))))
    first, second = find(frame)
    assert first.identity != second.identity


def test_the_end_of_a_prolongation_is_counted_as_the_simulator_does() -> None:
    before = {"action_ends_on": Given(date(2023, 6, 30), Passage("convention"))}
    after = {"action_ends_on": Given(date(2023, 8, 31), AMENDMENT)}
    more = Statement("extension", AMENDMENT, {"months": 1}, 1)
    [found] = find(Frame(levels=(Level(0, before), Level(1, after, before)), statements=(more,)))
    assert found.first.value == prolonged(date(2023, 6, 30), 1) == date(2023, 7, 31)


def test_a_year_that_ends_with_the_action_is_a_full_one() -> None:
    years = full_years(date(2021, 1, 1), date(2023, 12, 31), calendar=True)
    assert [first.year for first, _ in years] == [2021, 2022, 2023]
    assert len(full_years(date(2021, 1, 1), date(2023, 12, 30), calendar=True)) == 2
    assert full_years(date(2021, 3, 11), date(2022, 3, 10), calendar=True) == []
    assert full_years(date(2021, 3, 11), date(2022, 3, 10), calendar=False) == [(date(2021, 3, 11), date(2022, 3, 10))]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2021, 1, 1), 31, date(2023, 7, 31)),
        (date(2021, 3, 11), 36, date(2024, 3, 10)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
    ],
)
def test_a_duration_ends_on_the_eve_or_with_its_month(start: date, months: int, last: date) -> None:
    assert last_day(start, months) == last
