"""An amendment annulled, or entered long after it was signed: what is owed follows in the same transaction."""

from datetime import date

import pytest

from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries
from quitus.domain.organisations.models import Scheme
from quitus.usecases.annul_amendment import annul_amendment
from quitus.usecases.enter_texts import enter_signed_amendment, enter_signed_convention
from tests.factories.people import Person
from tests.factories.texts import draft_amendment, draft_convention


@pytest.fixture
def amendment(convention: Convention, anne: Person) -> Amendment:
    """In preparation: it moves the final report from 30 January to 1 July 2024."""
    obligations.add_obligation(
        by=anne.actor, convention_id=convention.pk, code="bilan", label="Bilan", due_on=date(2024, 1, 30), kind="report"
    )
    drafted = draft_amendment(anne.actor, convention)
    obligations.amend_obligation(by=anne.actor, amendment_id=drafted.pk, code="bilan", due_on=date(2024, 7, 1))
    return drafted


def due(convention: Convention) -> list[date]:
    return [one.due_on for one in queries.obligations(convention.scheme_id).filter(code="bilan")]


def enter(by: Person, drafted: Amendment) -> Amendment:
    signed_on = date(2023, 6, 20)
    return enter_signed_amendment(
        by=by.actor, amendment_id=drafted.pk, authority_signed_on=signed_on, funder_signed_on=signed_on
    )


def test_what_an_amendment_had_moved_falls_back_when_it_is_annulled(
    amendment: Amendment, convention: Convention, anne: Person
) -> None:
    assert due(convention) == [date(2024, 1, 30)]
    enter(anne, amendment)
    assert due(convention) == [date(2024, 7, 1)]

    annul_amendment(
        by=anne.actor,
        amendment_id=amendment.pk,
        annulled_by="agreement",
        on=date(2023, 9, 1),
        reason="Échange de lettres (exemple)",
    )

    assert due(convention) == [date(2024, 1, 30)]
    assert grants.terms_at(convention.scheme_id, date(2023, 8, 1)).action_ends_on == date(2023, 7, 30)


def test_a_convention_signed_long_ago_is_entered_in_one_go(anne: Person, scheme: Scheme) -> None:
    drafted = draft_convention(anne.actor, scheme)
    entered = enter_signed_convention(
        by=anne.actor,
        convention_id=drafted.pk,
        authority_signed_on=date(2021, 3, 9),
        funder_signed_on=date(2021, 3, 11),
    )
    assert (entered.in_force_on, entered.authority_signatory is not None) == (date(2021, 3, 11), True)
    assert grants.terms_at(entered.scheme_id, date(2021, 3, 11)).target_count == 50_000
