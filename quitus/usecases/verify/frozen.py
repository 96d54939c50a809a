"""Invariant 6: what was reported can be computed again from the lines as they were known."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, transaction

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.reporting import queries
from quitus.domain.reporting.models import FrozenFigures
from quitus.domain.reporting.rules import fingerprint
from quitus.kernel.tenancy import scheme_scope
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Fault

SENTENCE = N_("Un chiffre rapporté se recalcule à l'identique à partir des lignes connues à sa date.")
FINGERPRINT = N_("Ce qui est figé porte l'empreinte de ce qu'il dit.")
TABLE = "reporting_frozenfigures"


def faults() -> Iterator[Fault]:
    """What is frozen and cannot be found again, with the first figures that differ.

    Each scheme is computed in its own scope, in a transaction that only reads.
    """
    for scheme in organisations.schemes():
        with transaction.atomic(), scheme_scope(scheme.pk):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            for frozen in queries.frozen_figures():
                yield from _faults_of(scheme, frozen)


def _faults_of(scheme: Scheme, frozen: FrozenFigures) -> Iterator[Fault]:
    name = _name(frozen)
    if fingerprint(frozen.content) != frozen.sha256:
        yield Fault("6", "frozen_figures_match_their_fingerprint", scheme.slug, FINGERPRINT, TABLE, name)
    different = differences(frozen.figures, queries.recomputed(frozen))
    if different:
        key = f"{name} : {', '.join(different[:5])}"
        yield Fault("6", "a_reported_figure_is_found_again", scheme.slug, SENTENCE, TABLE, key)


def differences(reported: Any, found: Any, path: str = "") -> list[str]:
    """The paths at which two contents differ: `counts.redeemed.total`."""
    if isinstance(reported, Mapping) and isinstance(found, Mapping):
        keys = sorted(reported.keys() | found.keys())
        return [
            line for key in keys for line in differences(reported.get(key), found.get(key), f"{path}.{key}".lstrip("."))
        ]
    if isinstance(reported, list) and isinstance(found, list) and len(reported) == len(found):
        return [
            line
            for rank, (one, other) in enumerate(zip(reported, found, strict=True), start=1)
            for line in differences(one, other, f"{path}[{rank}]")
        ]
    return [] if reported == found else [path]


def _name(frozen: FrozenFigures) -> str:
    if frozen.report is not None:
        return f"rapport {frozen.report.kind} au {frozen.report.period_to}, version {frozen.report.version}"
    assert frozen.statement is not None
    return f"état des dépenses au {frozen.statement.until}"
