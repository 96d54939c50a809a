"""Locks: once, in key order, late, on one table."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def lock(queryset: QuerySet[M], *, no_key: bool = True) -> list[M]:
    """The rows of `queryset`, locked in the order of their keys until the end of the transaction.

    `no_key=True` (FOR NO KEY UPDATE) leaves rows that refer to them free to be inserted; pass False
    before a deletion. Only the table of the queryset is locked, not those it joins.
    """
    return list(queryset.select_for_update(of=("self",), no_key=no_key).order_by("pk"))
