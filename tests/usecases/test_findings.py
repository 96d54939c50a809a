"""On the example programme: every finding with its grade, a decision and what outdates it, what was not compared."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.acts.models import Sitting
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries
from quitus.domain.grants.contradictions import CONTRADICTION, EXPLAINED, GAP
from quitus.domain.grants.contradictions.errors import FindingGone
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations.models import Scheme
from quitus.usecases import findings
from quitus.usecases.example import facts
from quitus.usecases.example.chapters import statements as example
from tests.factories.people import Person
from tests.factories.statements import state
from tests.factories.texts import make_budget_line


def found(convention: Convention) -> list[tuple[str, str]]:
    return [(one.finding.code, one.finding.grade) for one in findings.compare(convention).standings]


def test_the_example_programme_makes_every_finding_with_its_grade(
    convention: Convention, stated_amendment: Amendment
) -> None:
    made = [one.finding for one in findings.compare(convention).standings]
    of_the_extension = [one for one in made if one.first.passage.number != "2021-10"]
    told = {(one.code, one.first.value, one.second.value): one for one in of_the_extension}
    names = ("Échéancier de déploiement", "Annexe technique et financière")
    assert {key: one.grade for key, one in told.items()} == {
        ("duration_and_end", date(2024, 3, 10), date(2023, 12, 31)): CONTRADICTION,  # (a)
        ("duration_and_end", date(2023, 7, 31), date(2023, 7, 30)): CONTRADICTION,  # (b)
        ("extension_and_end", date(2023, 12, 30), date(2023, 12, 31)): CONTRADICTION,  # (c)
        ("years_not_reported", (date(2023, 1, 31), date(2024, 1, 31)), facts.STAGE_REPORTS_DUE_ON): GAP,  # (d)
        ("deadline_and_date", date(2024, 6, 30), date(2024, 7, 1)): EXPLAINED,  # (e)
        ("votes_and_present", 37, 43): GAP,  # (f)
        ("needs_and_budget", 555_000_00, 550_000_00): CONTRADICTION,  # (g)
        ("annex_not_replaced", date(2023, 12, 31), names[::-1]): GAP,  # (h)
        ("restated_past", (date(2021, 5, 11), date(2022, 1, 31)), date(2023, 5, 15)): EXPLAINED,  # (i)
        (
            "names_of_a_party",
            ("Le titulaire",),
            ("porteur de projet", "Le Bénéficiaire", "la collectivité"),
        ): GAP,  # (j)
    }


def test_each_finding_names_two_passages_and_how_each_value_is_computed(
    convention: Convention, stated_amendment: Amendment
) -> None:
    made = {one.finding.first.written: one.finding for one in findings.compare(convention).standings}
    from_signature = made["2024-03-10"]
    assert [from_signature.first.passage.place, from_signature.second.passage.place] == ["article 2", "article 1"]
    assert "2021-03-11" in str(from_signature.first.computed)
    assert any("2021-01-01" in str(note) for note in from_signature.notes)
    told_in_the_report = made["2023-07-31"]
    assert (told_in_the_report.first.passage.source, told_in_the_report.second.passage.source) == (
        "report",
        "convention",
    )
    assert any("2021-03-11" in str(note) for note in told_in_the_report.notes)
    prolonged = made["2023-12-30"]
    assert [passage.source for passage in prolonged.also] == ["report"]


def test_each_statement_of_the_example_quotes_its_text() -> None:
    by_article = {article.number: article.text for article in facts.AMENDED_ARTICLES}
    for kind, place, quote, _ in example.AMENDED:
        if place in example.WRITES and kind != "extension":  # that sentence stands before the article it writes
            assert quote in by_article[example.WRITES[place]], quote
    paragraphs = facts.EXTENSION_REPORT.split("\n\n")
    for _, paragraph, quote, _ in example.REPORTED:
        assert quote in paragraphs[paragraph - 1], quote


def test_a_coherent_convention_has_no_finding(convention: Convention, anne: Person) -> None:
    before = found(convention)
    state(anne.actor, convention, "day", event="action_end", on=date(2023, 7, 30))
    state(anne.actor, convention, "total", cents=550_000_00)
    state(anne.actor, convention, "deadline", months=11, after="action_end", on=date(2024, 6, 30))
    assert found(convention) == before
    assert {code for code, _ in before} == {"needs_and_budget", "votes_and_present"}  # those of the factory's own texts


def test_an_amendment_given_up_is_compared_no_more(
    convention: Convention, stated_amendment: Amendment, anne: Person
) -> None:
    grants.record_statement(
        by=anne.actor,
        convention_id=convention.pk,
        deliberation_id=stated_amendment.deliberation_id,
        source="report",
        kind="total",
        values={"cents": 600_000_00},
        place="paragraphe 9",
        quote="« 600 000 € »",
    )
    compared = found(convention)
    assert ("extension_and_end", CONTRADICTION) in compared
    grants.withdraw_amendment(by=anne.actor, amendment_id=stated_amendment.pk, reason="L'assemblée l'a rejeté.")
    assert ("extension_and_end", CONTRADICTION) not in found(convention)
    assert ("total_and_term", CONTRADICTION) not in found(convention)  # said by the report of what was given up


def test_members_absent_may_have_given_a_proxy(convention: Convention) -> None:
    [before] = [
        one.finding for one in findings.compare(convention).standings if one.finding.code == "votes_and_present"
    ]
    assert before.grade == GAP
    Sitting.objects.update(excused_count=0, absent_count=6)
    [after] = [one.finding for one in findings.compare(convention).standings if one.finding.code == "votes_and_present"]
    assert after.grade == GAP


def test_the_names_of_the_register_of_parties_count_but_not_an_organisations_own(
    convention: Convention, anne: Person, scheme: Scheme
) -> None:
    def named(*words: str) -> bool:
        grants.name_party(
            by=anne.actor,
            convention_id=convention.pk,
            organisation_id=scheme.authority_id,
            role="authority",
            named_as=words,
        )
        return ("names_of_a_party", GAP) in found(convention)

    assert not named(scheme.authority.name, "le titulaire", "Titulaire")
    assert named("le titulaire", "le bénéficiaire")


def test_lines_of_the_plan_are_added_up(convention: Convention, anne: Person) -> None:
    make_budget_line(anne.actor, convention)
    assert ("lines_and_total", CONTRADICTION) in found(convention)


def test_a_decision_holds_until_the_values_change(
    convention: Convention, stated_amendment: Amendment, anne: Person
) -> None:
    [wrong] = [one for one in findings.compare(convention).standings if one.finding.first.written == "2024-03-10"]
    waiting = findings.undecided_count(convention)
    told = {"by": anne.actor, "convention_id": convention.pk, "answer": "second", "reason": "Courrier du financeur."}
    decision = findings.decide_finding(fingerprint=wrong.finding.fingerprint, **told)
    assert decision.accepted == "2023-12-31"
    held = findings.compare(convention).of(wrong.finding.identity)
    assert held is not None
    assert (held.is_decided, held.is_open) == (True, False)
    assert findings.undecided_count(convention) == waiting - 1
    assert queries.terms_at(convention.scheme_id, date(2023, 5, 1)).action_ends_on == date(2023, 7, 30)

    [duration] = [one for one in queries.statements(convention.pk) if one.values.get("since") == "signature"]
    grants.set_statement_aside(by=anne.actor, statement_id=duration.pk, reason="Mal lu : 37 mois.")
    grants.record_statement(
        by=anne.actor,
        convention_id=convention.pk,
        kind="duration",
        values={"months": 37, "since": "signature", "ends_on": date(2023, 12, 31)},
        place=duration.place,
        quote=duration.quote,
        source="amendment",
        amendment_id=stated_amendment.pk,
    )
    outdated = findings.compare(convention).of(wrong.finding.identity)
    assert outdated is not None
    assert (outdated.is_outdated, outdated.is_open) == (True, True)
    with pytest.raises(FindingGone):
        findings.decide_finding(fingerprint=wrong.finding.fingerprint, **told)


def test_what_could_not_be_compared_is_said(convention: Convention, anne: Person) -> None:
    silent = {str(one) for one in findings.compare(convention).unchecked}
    assert any("Durées" in one for one in silent)
    state(anne.actor, convention, "duration", months=31)
    assert not any("Durées" in str(one) for one in findings.compare(convention).unchecked)


def test_comparing_costs_the_same_however_much_is_stated(
    convention: Convention, stated_amendment: Amendment, anne: Person
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            findings.compare(queries.convention(convention.pk))
        return len(asked)

    before = cost()
    for rank in range(20):
        state(anne.actor, convention, "total", place=f"article {rank}", cents=550_000_00)
    assert cost() == before <= 12
