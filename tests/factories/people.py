"""The people all tests know: Anne runs the scheme, Dado hands out, Lina receives, Zoé has no right to anything."""

from dataclasses import dataclass
from datetime import date

import pytest

from quitus.domain.organisations import queries, roles
from quitus.domain.organisations.models import Membership, Organisation, Scheme
from quitus.domain.organisations.operations import add_member
from quitus.domain.users.models import User
from quitus.domain.users.operations import create_user
from quitus.kernel.actors import Actor
from quitus.kernel.text import sort_key
from tests.factories.schemes import SYSTEM, make_organisation
from tests.harness.kept import kept

PASSWORD = "quatre mots pour essayer"
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Person:
    """Somebody of the tests: the account, the role if there is one, and the author of what is done in it."""

    user: User
    membership: Membership | None
    actor: Actor


def make_user(full_name: str, *, is_administrator: bool = False) -> User:
    """An account whose password is `PASSWORD` and whose address comes from the name: `anne.lefevre@exemple.fr`."""
    return create_user(
        by=SYSTEM,
        email=f"{sort_key(full_name).replace(' ', '.')}@exemple.fr",
        full_name=full_name,
        password=PASSWORD,
        is_administrator=is_administrator,
    )


def make_person(scheme: Scheme, full_name: str, role: str, organisation: Organisation | None = None) -> Person:
    """Somebody with a role in a scheme since 2020, for its authority unless another organisation is given."""
    user = make_user(full_name)
    membership = add_member(
        by=SYSTEM,
        scheme_id=scheme.pk,
        organisation_id=(organisation or scheme.authority).pk,
        user_id=user.pk,
        role=role,
        starts_on=SINCE,
    )
    return Person(user, membership, queries.actor_of(membership))


def make_outsider(full_name: str) -> Person:
    """Somebody with an account and no role anywhere."""
    user = make_user(full_name)
    return Person(user, None, Actor(user.pk, None, "", None, full_name))


@pytest.fixture
def anne(scheme: Scheme, request: pytest.FixtureRequest) -> Person:
    """The programme manager of the authority."""
    return kept(request, "anne", lambda: make_person(scheme, "Anne Lefèvre", roles.MANAGER), scheme=scheme)


@pytest.fixture
def dado(scheme: Scheme, request: pytest.FixtureRequest) -> Person:
    """The hand-out agent of a distribution point."""
    return kept(request, "dado", lambda: make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT), scheme=scheme)


@pytest.fixture
def lina(scheme: Scheme) -> Person:
    """The digital mediator of a venue."""
    return make_person(scheme, "Lina Caron", roles.MEDIATOR, make_organisation("Association du Moulin"))


@pytest.fixture
def zoe(scheme: Scheme) -> Person:
    """Somebody who may sign in and do nothing else."""
    return make_outsider("Zoé Petit")
