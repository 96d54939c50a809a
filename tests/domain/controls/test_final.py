"""What is concluded, signed or closed is not written anew, not even by hand."""

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.controls.models import Inventory
from tests.factories.controls import concluded_inventory
from tests.factories.stock import Stock


def test_a_concluded_inventory_changes_no_more(stock: Stock) -> None:
    made = Inventory.objects.filter(pk=concluded_inventory(stock).pk)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        made.update(purpose="control")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        made.update(state="open")
