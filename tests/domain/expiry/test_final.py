"""A concluded statement and its avoir are not written anew, not even by hand."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from quitus.domain.expiry import operations
from quitus.domain.expiry.models import CreditNote, Statement
from tests.domain.expiry.test_statement import CONCLUDED, answer, conclude, draw
from tests.factories.stock import Stock, ranks


def refuses(found: QuerySet[Statement] | QuerySet[CreditNote], **change: object) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        found.update(**change)


def test_what_both_agreed_on_and_the_avoir_change_no_more(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2, 3), 3, ranks(1, 3))
    done = Statement.objects.filter(pk=conclude(stock, made).pk)
    refuses(done, credit_due_cents=0)
    by = stock.team.finance.actor
    operations.record_credit_note(by=by, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=970_00)
    note = CreditNote.objects.filter(statement=made)
    refuses(note, amount_cents=1)
    operations.receive_credit(by=by, statement_id=made.pk, received_on=CONCLUDED, kind="deducted", reference="T-1")
    refuses(note, received_reference="T-2")
    refuses(done, agreed_used=4)
