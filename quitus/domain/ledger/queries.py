"""Balances and transfers."""

from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from quitus.domain.ledger.models import Account, Transfer
from quitus.kernel.money import Cents


def balance(scheme_id: int, code: str, on: date | None = None) -> Cents:
    """Debits minus credits of an account, in cents, up to and including the date of fact `on` (all of them when None).

    An account that was never opened has a balance of zero.
    """
    totals = _until(scheme_id, on).aggregate(
        debits=Coalesce(Sum("amount_cents", filter=Q(debit__code=code)), 0),
        credits=Coalesce(Sum("amount_cents", filter=Q(credit__code=code)), 0),
    )
    return Cents(totals["debits"] - totals["credits"])


def balances(scheme_id: int, on: date | None = None) -> dict[str, Cents]:
    """The balance of every account of a scheme by code, in cents; their sum is always zero."""
    result = dict.fromkeys(
        Account.objects.filter(scheme_id=scheme_id).order_by("code").values_list("code", flat=True),
        0,
    )
    for side, sign in (("debit", 1), ("credit", -1)):
        sums = _until(scheme_id, on).values(code=F(f"{side}__code")).annotate(total=Sum("amount_cents")).order_by()
        for row in sums:
            result[row["code"]] += sign * row["total"]
    return {code: Cents(total) for code, total in result.items()}


def transfers(scheme_id: int, *, code: str | None = None) -> QuerySet[Transfer]:
    """The transfers of a scheme, or of one of its accounts, in the order of fact, with both accounts."""
    found = Transfer.objects.filter(scheme_id=scheme_id)
    if code is not None:
        found = found.filter(Q(debit__code=code) | Q(credit__code=code))
    return found.select_related("debit", "credit").order_by("occurred_on", "pk")


def transfers_of(scheme_id: int, subject_kind: str, subject_id: int | str) -> QuerySet[Transfer]:
    """The transfers made for one thing, in the order of fact, with both accounts."""
    return transfers(scheme_id).filter(subject_kind=subject_kind, subject_id=str(subject_id))


def _until(scheme_id: int, on: date | None) -> QuerySet[Transfer]:
    found = Transfer.objects.filter(scheme_id=scheme_id)
    return found if on is None else found.filter(occurred_on__lte=on)
