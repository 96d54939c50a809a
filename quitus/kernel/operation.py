"""The one shape of everything that writes."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from quitus.kernel import clock

P = ParamSpec("P")
R = TypeVar("R")


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Marks a function that writes: keyword arguments only, one transaction, at the moment of the clock.

    Inside another transaction it is a savepoint, so that a refusal undoes this operation and nothing else. A positional
    parameter raises `TypeError` when the module is loaded.
    """
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            raise TypeError(f"{function.__qualname__}: the parameter {parameter.name!r} must be keyword-only")

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        joins = transaction.get_connection().in_atomic_block
        with transaction.atomic():
            if clock.is_moved() and not joins:
                clock.tell_database()
            return function(*args, **kwargs)

    return run
