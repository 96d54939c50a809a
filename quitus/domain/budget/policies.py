"""Who may do what with the money of the scheme."""

from quitus.domain.organisations.roles import FINANCE, MANAGER


def may_plan(role: str) -> bool:
    """Whether this role plans budget lines and instalments, and records markets."""
    return role == MANAGER


def may_spend(role: str) -> bool:
    """Whether this role commits spendings, records invoices and reverses."""
    return role == MANAGER


def may_add_evidence(role: str) -> bool:
    """Whether this role adds a piece of evidence."""
    return role in {MANAGER, FINANCE}


def may_record_mandat(role: str) -> bool:
    """Whether this role records mandats, payments and receipts: the authorising officer's side only."""
    return role == FINANCE
