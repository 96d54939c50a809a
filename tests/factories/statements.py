"""Statements for tests: those of the example programme, and simple ones."""

from datetime import date

import pytest

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import operations as grants
from quitus.domain.grants.contradictions.frame import Value
from quitus.domain.grants.models import Amendment, Convention, Statement
from quitus.kernel.actors import Actor
from quitus.usecases.example.chapters import statements as example
from tests.factories.people import Person
from tests.factories.texts import draft_amendment, make_deliberation


def state(by: Actor, convention: Convention, kind: str, place: str = "article 2", **values: Value) -> Statement:
    """What an article of the convention states."""
    return grants.record_statement(
        by=by, convention_id=convention.pk, kind=kind, values=values, place=place, quote=f"« {kind} »"
    )


@pytest.fixture
def extension_act(convention: Convention, anne: Person) -> Deliberation:
    """The deliberation of 15 May 2023: 43 votes, 37 present, proxies not listed."""
    return make_deliberation(
        anne.actor, anne.actor.organisation_id or 0, "2023-204", held_on=date(2023, 5, 15), executory_on=None
    )


@pytest.fixture
def stated_amendment(convention: Convention, extension_act: Deliberation, anne: Person) -> Amendment:
    """An amendment in preparation with every statement of the example programme, and those of its report."""
    drafted = draft_amendment(anne.actor, convention, deliberation=extension_act)
    grants.record_statements(
        by=anne.actor,
        convention_id=convention.pk,
        statements=list(example.statements(drafted.pk, extension_act.pk)),
    )
    return drafted
