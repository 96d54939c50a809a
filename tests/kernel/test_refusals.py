from datetime import date

import pytest

from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.refusals import DateInTheFuture, NotAllowed, NotYourRole, Refusal


def test_a_refusal_says_its_code_and_its_sentence_with_the_facts() -> None:
    refusal = DateInTheFuture(on=date(2023, 5, 15), today=date(2023, 5, 12))
    assert refusal.facts == {"on": date(2023, 5, 15), "today": date(2023, 5, 12)}
    assert str(refusal).startswith("date_in_the_future: La date du 2023-05-15")


def test_a_refusal_without_a_fact_it_speaks_of_is_a_bug() -> None:
    with pytest.raises(TypeError, match="needs the fact 'today'"):
        DateInTheFuture(on=date(2023, 5, 15))


def test_a_policy_that_says_no_refuses_by_name() -> None:
    refuse_unless(True)
    with pytest.raises(NotYourRole) as refused:
        refuse_unless(False)
    assert isinstance(refused.value, NotAllowed)
    assert isinstance(refused.value, Refusal)


def test_the_system_is_an_author_without_a_person() -> None:
    system = Actor.system("Nuit")
    assert (system.user_id, system.role, system.label) == (None, "system", "Nuit")
