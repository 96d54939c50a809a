"""Findings on the texts: what the manager reads, decides and records; what others may not."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from quitus.domain.grants import queries
from quitus.domain.grants.contradictions.kinds import KINDS
from quitus.domain.grants.models import Amendment, Convention, FindingDecision, Statement
from quitus.kernel.money import format_euros
from quitus.usecases import findings
from quitus.usecases.read_statements import proposed
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.statements import state

At = Callable[..., str]
Cost = Callable[..., Any]


def test_the_manager_reads_both_passages_and_decides(
    convention: Convention, stated_amendment: Amendment, as_anne: Client, at: At
) -> None:
    page = said(as_anne.get(at("findings")))
    for words in ("Contradictions (4)", "10 mars 2024", "31 décembre 2023", format_euros(555_000_00)):
        assert words in page, words
    assert "«\xa0cinq mois supplémentaires\xa0»" in page
    [wrong] = [one for one in findings.compare(convention).standings if one.finding.first.written == "2024-03-10"]
    address = at("finding", wrong.finding.identity)
    assert as_anne.post(address, {"answer": "second"}).status_code == 422
    answer = as_anne.post(address, {"answer": "second", "reason": "Courrier du financeur."}, follow=True)
    page = said(answer)
    assert "Courrier du financeur." in page
    assert "a déjà cette valeur" in page
    assert FindingDecision.objects.get().accepted == "2023-12-31"
    assert "Courrier du financeur." in said(as_anne.get(at("findings"), {"etat": "tranches"}))


def test_an_accepted_value_that_does_not_apply_leads_to_the_amendment(
    convention: Convention, stated_amendment: Amendment, as_anne: Client, at: At
) -> None:
    [wrong] = [one for one in findings.compare(convention).standings if one.finding.first.written == "2023-12-30"]
    address = at("finding", wrong.finding.identity)
    page = said(as_anne.post(address, {"answer": "first", "reason": "Cinq mois pleins."}, follow=True))
    assert at("amend_parameter", stated_amendment.pk, "action_ends_on") in page


def test_contradictions_wait_on_the_home_until_they_are_decided(
    convention: Convention, stated_amendment: Amendment, as_anne: Client, as_farid: Client, at: At
) -> None:
    assert "4 contradictions à trancher" in said(as_anne.get(at("home")))
    assert "contradictions à trancher" not in said(as_farid.get(at("home")))
    for one in findings.compare(convention).standings:
        as_anne.post(at("finding", one.finding.identity), {"answer": "explained", "reason": "Accord écrit."})
    assert "à trancher" not in said(as_anne.get(at("home")))


def test_who_does_not_decide_reads_and_no_more(
    convention: Convention, stated_amendment: Amendment, as_farid: Client, at: At
) -> None:
    page = said(as_farid.get(at("findings")))
    assert "10 mars 2024" in page
    identity = findings.compare(convention).standings[0].finding.identity
    assert "Enregistrer la décision" not in said(as_farid.get(at("finding", identity)))
    as_farid.post(at("finding", identity), {"answer": "first", "reason": "Non."})
    assert not FindingDecision.objects.exists()
    assert as_farid.get(at("new_text_statement")).status_code == 403


def test_a_passage_is_recorded_and_set_aside_by_hand(convention: Convention, as_anne: Client, at: At) -> None:
    told = {"text": "convention", "place": "article 2", "quote": "une durée de 31 mois", "months": "31"}
    assert as_anne.post(at("record_text_statement", "duration"), told | {"months": ""}).status_code == 422
    as_anne.post(at("record_text_statement", "duration"), told | {"ends_on": "30/07/2023", "article_number": "2"})
    one = Statement.objects.get()
    assert one.values == {"months": 31, "ends_on": "2023-07-30"}
    assert "31 mois" in said(as_anne.get(at("text_statements")))
    as_anne.post(at("set_text_statement_aside", one.pk), {"reason": "Mal lu."})
    assert queries.statements(convention.pk) == []
    dates = {"text": "convention", "place": "article 6", "quote": "au 31/01/2022", "dates": "31/01/2022 et 31/07/2023"}
    as_anne.post(at("record_text_statement", "reports"), dates)
    assert queries.statements(convention.pk)[0].values["dates"] == ["2022-01-31", "2023-07-31"]


def test_every_kind_of_passage_has_its_form(convention: Convention, as_anne: Client, at: At) -> None:
    for kind in KINDS:
        assert as_anne.get(at("record_text_statement", kind)).status_code == 200
    assert as_anne.get(at("record_text_statement", "wish")).status_code == 404


def test_nothing_read_in_the_texts_is_kept_before_it_is_chosen(
    convention: Convention, stated_amendment: Amendment, as_anne: Client, at: At
) -> None:
    Statement.objects.update(set_aside_at="2023-05-01T10:00Z", set_aside_reason="Vide")
    [read] = proposed(convention)
    page = said(as_anne.get(at("proposed_text_statements")))
    assert "31 décembre 2023" in page
    assert queries.statements(convention.pk) == []
    assert as_anne.post(at("proposed_text_statements"), {}).status_code == 422
    as_anne.post(at("proposed_text_statements"), {"keys": [read.key]})
    [kept] = queries.statements(convention.pk)
    assert (kept.kind, kept.article_number) == ("day", "2")
    assert proposed(convention) == []


def test_lists_cost_the_same_however_long_they_are(
    convention: Convention,
    stated_amendment: Amendment,
    anne: Person,
    as_anne: Client,
    at: At,
    django_assert_max_num_queries: Cost,
) -> None:
    def costs() -> list[int]:
        counted = []
        for view in ("findings", "text_statements"):
            with django_assert_max_num_queries(30) as asked:
                as_anne.get(at(view))
            counted.append(len(asked))
        return counted

    before = costs()
    for rank in range(20):
        wrong = date(2022, 1, 1 + rank)
        state(anne.actor, convention, "day", place=f"article {rank}", event="action_end", on=wrong)
    assert costs() == before
