"""Organisations and schemes for tests, made through the operations a user would call."""

from collections.abc import Iterator
from datetime import date

import pytest

from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import create_scheme, register_organisation, within_scheme
from quitus.kernel.actors import Actor
from tests.harness.kept import kept

SYSTEM = Actor.system("Essais")


def make_organisation(name: str, kind: str = kinds.STRUCTURE, siret: str | None = None) -> Organisation:
    """An organisation, without a SIRET unless one is given."""
    return register_organisation(
        by=SYSTEM, name=name, short_name=name[:60], kind=kind, siret=siret, postcode="62000", commune="Arras"
    )


def make_scheme(slug: str = "essai", *, example_lives_on: date | None = None) -> Scheme:
    """A scheme with its own authority and funder; an example when it is given a date to live on."""
    return create_scheme(
        by=SYSTEM,
        slug=slug,
        name=f"Pass numérique {slug}",
        authority_id=make_organisation(f"Département {slug}", kinds.AUTHORITY).pk,
        funder_id=make_organisation(f"Agence {slug}", kinds.FUNDER).pk,
        example_lives_on=example_lives_on,
    )


@pytest.fixture
def scheme(db: None, request: pytest.FixtureRequest) -> Iterator[Scheme]:
    """A real scheme, in whose scope the test runs, rolled back after it.

    A test with threads or several connections takes `transactional_db` and `make_scheme()` instead, and enters
    `within_scheme` by itself in each thread.
    """
    made = kept(request, "scheme", make_scheme)
    with within_scheme(made):
        yield made
