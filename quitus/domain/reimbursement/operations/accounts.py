"""The accounts of the ledger between which reimbursement moves money, opened when first needed."""

from contextlib import suppress

from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account
from quitus.domain.organisations.models import Organisation


def used_pass(scheme_id: int) -> str:
    """The account of pass used whose *service fait* is certified."""
    return _opened(scheme_id, "used_pass", "Pass utilisés, service fait certifié")


def due_to(scheme_id: int, structure: Organisation) -> str:
    """The account of what is owed to a structure."""
    return _opened(scheme_id, f"due_to:{structure.pk}", f"Dû à {structure.short_name}")


def held_by_payer(scheme_id: int, payer: Organisation) -> str:
    """The account of what an operator was paid and holds for the structures."""
    return _opened(scheme_id, f"held_by_payer:{payer.pk}", f"Détenu par {payer.short_name}")


def treasury(scheme_id: int) -> str:
    """The account from which the authority's accountant pays."""
    return _opened(scheme_id, "treasury", "Trésorerie de la collectivité")


def _opened(scheme_id: int, code: str, label: str) -> str:
    # Open since before its organisation took another name: the code is what counts.
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=scheme_id, code=code, label=label)
    return code
