"""Opening accounts and moving money between them."""

from datetime import date
from uuid import UUID

from quitus.domain.ledger.errors import (
    AccountNamedOtherwise,
    AccountNotOpen,
    NothingToTransfer,
    SameKeyOtherFacts,
)
from quitus.domain.ledger.models import Account, Transfer
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id


@operation
def open_account(*, scheme_id: int, code: str, label: str) -> Account:
    """The account of that code, opened if it was not yet. Any number of calls at once open it once.

    Refuses with `AccountNamedOtherwise` when it is open under another label.
    """
    account = Account.objects.filter(scheme_id=scheme_id, code=code).first()
    if account is None:
        Account.objects.bulk_create([Account(scheme_id=scheme_id, code=code, label=label)], ignore_conflicts=True)
        account = Account.objects.get(scheme_id=scheme_id, code=code)
    if account.label != label:
        raise AccountNamedOtherwise(account=code, label=account.label)
    return account


@operation
def post_transfer(
    *,
    by: Actor,
    key: UUID,
    debit: str,
    credit: str,
    amount_cents: int,
    occurred_on: date,
    label: str,
    subject_kind: str,
    subject_id: int | str,
) -> Transfer:
    """Moves `amount_cents` to the account `debit` from the account `credit` (codes of the current scheme).

    The same key with the same facts gives the transfer already made, also when both calls come at once. Refuses with
    `SameKeyOtherFacts`, `AccountNotOpen`, `NothingToTransfer`, `DateInTheFuture`. It writes no audit line: the
    operation that calls it does.
    """
    refuse_future(occurred_on)
    if amount_cents <= 0 or debit == credit:
        raise NothingToTransfer(amount_cents=amount_cents, debit=debit, credit=credit)
    scheme_id = current_scheme_id()
    accounts = {
        account.code: account for account in Account.objects.filter(scheme_id=scheme_id, code__in=[debit, credit])
    }
    for code in (debit, credit):
        if code not in accounts:
            raise AccountNotOpen(account=code)
    wanted = Transfer(
        scheme_id=scheme_id,
        key=key,
        debit=accounts[debit],
        credit=accounts[credit],
        amount_cents=amount_cents,
        occurred_on=occurred_on,
        label=label,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        user_id=by.user_id,
        author_label=by.label,
    )
    # ON CONFLICT DO NOTHING waits for a transfer of the same key that is being written, then leaves it alone.
    Transfer.objects.bulk_create([wanted], ignore_conflicts=True)
    made = Transfer.objects.select_related("debit", "credit").get(scheme_id=scheme_id, key=key)
    if _facts(made) != _facts(wanted):
        raise SameKeyOtherFacts(key=key)
    return made


def _facts(transfer: Transfer) -> tuple[object, ...]:
    return (
        transfer.debit_id,
        transfer.credit_id,
        transfer.amount_cents,
        transfer.occurred_on,
        transfer.label,
        transfer.subject_kind,
        transfer.subject_id,
    )
