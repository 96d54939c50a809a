"""A reading as data that JSON carries from the process that reads to the one that asked, and back."""

from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from quitus.domain.acts.reading.act import Reading, read_act
from quitus.domain.acts.reading.found import Found


def read_to_data(lines: Sequence[str]) -> dict[str, Any]:
    """Reads an act and gives the reading as data."""
    return {name: _carried(value) for name, value in asdict(read_act(lines)).items()}


def from_data(data: dict[str, Any]) -> Reading:
    """The reading that `read_to_data` gave as data."""
    return Reading(**{name: _given_back(data[name], hint) for name, hint in _hints(Reading).items()})


def _carried(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _carried(one) for name, one in value.items()}
    return [_carried(one) for one in value] if isinstance(value, list | tuple) else value


def _given_back(value: Any, hint: Any) -> Any:
    """A value of the type that its field declares."""
    if value is None:
        return None
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _given_back(value, next(one for one in arguments if one is not type(None)))
    if origin is tuple:
        return tuple(_given_back(one, arguments[0]) for one in value)
    if origin is Found:
        return Found(_given_back(value["value"], arguments[0]), value["line"], value["confidence"])
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(**{name: _given_back(value[name], one) for name, one in _hints(hint).items()})
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
