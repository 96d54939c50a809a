"""An order changes hands while a venue takes its pass: real threads, real connections, committed rows."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta

import pytest

from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.kernel import clock
from quitus.usecases import succession
from tests.factories.at_once import second_of_two
from tests.factories.people import make_person
from tests.factories.reception import TODAY, Reception, make_reception
from tests.factories.schemes import make_organisation, make_scheme
from tests.usecases.succession.test_entrusting import faults


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Reception]:
    """A reception whose rows are committed."""
    with clock.at(TODAY):
        scheme = make_scheme()
        with within_scheme(scheme):
            anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
            dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
            reception = make_reception(scheme, anne, dado)
        yield reception


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader", "redeemer"])
def test_who_entrusts_waits_for_the_uses_that_have_begun(busy: Reception) -> None:
    with within_scheme(busy.scheme):
        other: OperatorContract = copy(busy.team.contract)
        other.pk, other.number = None, "C-2"
        other.operator = make_organisation("Second (exemple)", kinds.OPERATOR)
        other.save(force_insert=True)
        order = Order.objects.get(pk=busy.order.pk)

    def entrusting() -> object:
        with clock.at(TODAY + timedelta(hours=1)):
            (handed,) = succession.entrust_orders(
                by=busy.team.anne.actor,
                from_contract_id=busy.team.contract.pk,
                order_ids=[order.pk],
                contract_id=other.pk,
                act_reference="2023-DEC-41",
                reason="Liquidation judiciaire",
                occurred_on=TODAY.date(),
                mandat_number="M-2023-77",
            )
            return handed.live_count, handed.amount_cents

    assert second_of_two(busy.scheme, lambda: busy.take(1, 2), entrusting) == (98, 980_00)
    with within_scheme(busy.scheme):
        assert [one for one in faults() if one.startswith("an_order_answers_to_whom")] == []
