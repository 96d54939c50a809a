"""The small scheme with something of everything, in July 2022, and those who look at its reports."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.world import SUBMITTED_ON, World


@pytest.fixture
def world(world: World) -> Iterator[World]:
    with clock.at(SUBMITTED_ON):
        yield world


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    def enter(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return enter


@pytest.fixture
def manager(world: World, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(world.team.anne)


@pytest.fixture
def funder(world: World, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(world.bureau.funder)


@pytest.fixture
def accountant(world: World, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(world.team.accountant)


def at(view: str, *arguments: object) -> str:
    """The address of a view in the scheme of the tests."""
    return reverse(view, args=["essai", *arguments])
