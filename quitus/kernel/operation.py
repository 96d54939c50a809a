"""The one shape of everything that writes."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from quitus.kernel import clock

P = ParamSpec("P")
R = TypeVar("R")

_unbroken: ContextVar[bool] = ContextVar("unbroken", default=False)


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Marks a function that writes: keyword arguments only, one transaction, at the moment of the clock.

    Inside another transaction it is a savepoint, so that a refusal undoes this operation and nothing else. A positional
    parameter raises `TypeError` when the module is loaded.
    """
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind not in (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD):
            raise TypeError(f"{function.__qualname__}: the parameter {parameter.name!r} must be keyword-only")

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        joins = transaction.get_connection().in_atomic_block
        with transaction.atomic(savepoint=not _unbroken.get()):
            if clock.is_moved() and not joins:
                clock.tell_database()
            return function(*args, **kwargs)

    return run


@contextmanager
def unbroken() -> Iterator[None]:
    """A transaction that holds as a whole or not at all: its operations make no savepoints.

    For a program that plays many operations in a row, two statements less for each. A refusal inside must end the
    block: whoever catches one and goes on meets `TransactionManagementError`.
    """
    token = _unbroken.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _unbroken.reset(token)
