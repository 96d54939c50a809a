"""Which holders stand under a régie or under a mandated body."""

from django.db.models import Q


def under_imprest(imprest_id: int, via: str = "") -> Q:
    """The safe of a régie, its points and their drawers; `via` leads to the holder (`"to_holder__"`)."""
    safe, points = Q(**{f"{via}imprest_id": imprest_id}), Q(**{f"{via}point__imprest_id": imprest_id})
    return safe | points | Q(**{f"{via}place__imprest_id": imprest_id})


def under_mandate(mandate_id: int, via: str = "") -> Q:
    """What a mandated body keeps, its points and their drawers; `via` leads to the holder."""
    stock, points = Q(**{f"{via}mandate_id": mandate_id}), Q(**{f"{via}point__mandate_id": mandate_id})
    return stock | points | Q(**{f"{via}place__mandate_id": mandate_id})
