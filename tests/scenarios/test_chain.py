from datetime import date

import pytest

from quitus.usecases import verify
from tests.scenarios import account, frame, use
from tests.scenarios.world import make_world

EVERY_ALIAS = ["default", "owner", "reader"]


@pytest.mark.django_db(transaction=True, databases=EVERY_ALIAS)
def test_a_programme_is_lived_from_its_deliberation_to_its_attested_statement() -> None:
    world = make_world()
    frame.sign_convention(world)
    frame.order_pass(world)
    frame.fill_safe(world)
    use.refuse_inactive(world, date(2021, 11, 22))
    frame.activate(world, date(2021, 11, 29))
    account.spend(world)
    use.serve_people(world, date(2021, 12, 6))
    use.qualify(world, date(2021, 12, 9))
    use.use_pass(world, date(2021, 12, 13))
    use.settle_month(world)
    account.report_stage(world)
    account.amend(world)
    account.close(world)
    assert list(verify.run()) == []
