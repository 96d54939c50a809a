"""Long forms told in parts: what is needed first, the rest folded until one wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.forms.boundfield import BoundField


@dataclass(frozen=True)
class Group:
    """A part of a form: its title, its fields, whether it is open from the start."""

    title: str
    fields: Sequence[BoundField]
    is_open: bool = False


def grouped(form: BaseForm, parts: Sequence[tuple[str, Sequence[str], bool]]) -> list[Group]:
    """The fields of a form in parts, each by its title, the names of its fields and whether it is open.

    Every field stands in one part: another raises `KeyError` or `ValueError`, since it could not be filled.
    """
    told = [name for _title, names, _is_open in parts for name in names]
    if sorted(told) != sorted(form.fields):
        raise ValueError(f"fields told in no part, or twice: {set(form.fields) ^ set(told)}")
    return [Group(title, [form[name] for name in names], is_open) for title, names, is_open in parts if names]
