"""Who may do what with the money of the scheme."""

from quitus.domain.organisations.roles import FINANCE, MANAGER


def may_plan(role: str) -> bool:
    """Whether this role plans budget lines and instalments, and records markets."""
    return role == MANAGER


def may_spend(role: str) -> bool:
    """Whether this role commits spendings and records invoices."""
    return role == MANAGER


def may_reverse(role: str, *, of_an_order: bool) -> bool:
    """Whether this role reverses a spending: who commits it; of one that pays an order, the finance officer too."""
    return role == MANAGER or (of_an_order and role == FINANCE)


def may_add_evidence(role: str) -> bool:
    """Whether this role adds a piece of evidence."""
    return role in {MANAGER, FINANCE}


def may_record_mandat(role: str) -> bool:
    """Whether this role records mandats, payments and receipts: the authorising officer's side only."""
    return role == FINANCE
