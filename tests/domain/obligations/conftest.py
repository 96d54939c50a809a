"""A convention whose article 6 asks for what conventions ask, in force since 11 March 2021."""

from collections.abc import Callable

import pytest

from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import queries, states
from quitus.domain.obligations.models import Duty, Obligation
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations.models import Scheme
from quitus.usecases.obligations import write_duty
from tests.domain.obligations.world import EXECUTORY_ON, VOTED_ON
from tests.factories.people import Person
from tests.factories.texts import draft_amendment, make_deliberation

Write = Callable[..., Duty]


@pytest.fixture
def amendment(convention: Convention, anne: Person) -> Amendment:
    """In preparation, prolongs the action to 31 December 2023, authorised by a deliberation executory on 5 June."""
    act = make_deliberation(
        anne.actor, anne.actor.organisation_id or 0, "2023-204", held_on=VOTED_ON, executory_on=EXECUTORY_ON
    )
    return draft_amendment(anne.actor, convention, deliberation=act)


@pytest.fixture
def write(convention: Convention, anne: Person) -> Write:
    """Writes a duty of the convention, or of an amendment."""

    def write(code: str, timing: Rule, **told: object) -> Duty:
        facts = {"label": code.capitalize(), "article_number": "6", "code": code} | told
        return write_duty(by=anne.actor, convention_id=convention.pk, timing=timing, **facts)  # type: ignore[arg-type]

    return write


@pytest.fixture
def duties(write: Write) -> None:
    """Procurement two months after signature, a committee a month, the final report six months after the end."""
    write("procurement", Rule(rule=states.AFTER_EVENT, event="signed", months=2), kind=states.PROCUREMENT)
    monthly = Rule(rule=states.PERIODIC, every=states.MONTH, since="signed", until="action_ends_on")
    write("committee", monthly, kind=states.COMMITTEE, label="Comité technique")
    final = Rule(rule=states.AFTER_EVENT, event="action_ends_on", months=6, carries_over=True)
    write("final-report", final, kind=states.REPORT, evidence="Bilan quantitatif et qualitatif")


@pytest.fixture
def owed(scheme: Scheme) -> Callable[..., dict[str, Obligation]]:
    """What stands, by code; only some codes when their beginning is given."""

    def owed(begins: str = "") -> dict[str, Obligation]:
        return {one.code: one for one in queries.obligations(scheme.pk) if one.code.startswith(begins)}

    return owed
