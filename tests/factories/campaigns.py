"""A funder that works in two schemes, and its campaign, made through the operations a user would call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from config.environment import Server
from quitus.domain.campaigns import operations as campaigns
from quitus.domain.campaigns import queries
from quitus.domain.campaigns.models import Campaign, Proposal
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import across_schemes, add_member, create_scheme, within_scheme
from quitus.domain.organisations.queries import actor_of
from quitus.usecases.campaigns.propose import propose
from tests.factories.people import SINCE, Person, make_person
from tests.factories.schemes import SYSTEM, make_organisation
from tests.factories.texts import make_convention
from tests.harness import cluster

ARTICLE = {"article_number": "2", "title": "Durée", "text": "L'action est prolongée de cinq mois."}


@dataclass(frozen=True)
class Funding:
    """Two schemes that one funder pays for, their managers, and the funder's officer, member of both."""

    funder: Organisation
    fatou: Person
    schemes: tuple[Scheme, ...]
    managers: tuple[Person, ...]

    @contextmanager
    def following(self) -> Iterator[None]:
        """Where the officer reads across schemes."""
        assert self.fatou.membership is not None
        with across_schemes(self.fatou.membership):
            yield

    def proposal(self, rank: int) -> Proposal:
        """The last proposal made in one of the schemes."""
        found = queries.received(self.schemes[rank].pk).first()
        assert found is not None
        return found


def make_funded_scheme(funder: Organisation, slug: str) -> Scheme:
    """A scheme of another authority that the funder pays for."""
    authority = make_organisation(f"Département {slug}", kinds.AUTHORITY)
    return create_scheme(
        by=SYSTEM, slug=slug, name=f"Pass numérique {slug}", authority_id=authority.pk, funder_id=funder.pk
    )


def join_funder(person: Person, scheme: Scheme, organisation: Organisation | None = None) -> Person:
    """The same person as the funder's officer in one more scheme."""
    membership = add_member(
        by=SYSTEM,
        scheme_id=scheme.pk,
        organisation_id=(organisation or scheme.funder).pk,
        user_id=person.user.pk,
        role=roles.FUNDER,
        starts_on=SINCE,
    )
    return Person(person.user, membership, actor_of(membership))


def make_funding(*, count: int = 2, **terms: object) -> Funding:
    """A funder with `count` schemes, each with a manager and a convention in force."""
    funder = make_organisation("Agence des campagnes", kinds.FUNDER)
    schemes = tuple(make_funded_scheme(funder, f"c{rank}") for rank in range(count))
    managers = []
    for rank, scheme in enumerate(schemes):
        with within_scheme(scheme):
            manager = make_person(scheme, f"Anne {rank}", roles.MANAGER)
            make_convention(manager.actor, scheme, **terms)
            managers.append(manager)
    fatou = make_person(schemes[0], "Fatou Diallo", roles.FUNDER, funder)
    for scheme in schemes[1:]:
        join_funder(fatou, scheme)
    return Funding(funder, fatou, schemes, tuple(managers))


def make_campaign(funding: Funding, *, answer_by: date | None = None) -> Campaign:
    """A campaign in preparation that prolongs by five months. Inside `funding.following()`."""
    campaign = campaigns.open_campaign(
        by=funding.fatou.actor, title="Prolongation de cinq mois", reasons="La crise.", answer_by=answer_by
    )
    campaigns.prolong(by=funding.fatou.actor, campaign_id=campaign.pk, months=5)
    campaigns.write_article(by=funding.fatou.actor, campaign_id=campaign.pk, **ARTICLE)
    return campaign


def make_proposed(funding: Funding, *, answer_by: date | None = None) -> Campaign:
    """The same, proposed to every scheme. Outside of any scope."""
    with funding.following():
        campaign = make_campaign(funding, answer_by=answer_by)
        return propose(
            by=funding.fatou.actor, campaign_id=campaign.pk, scheme_ids=[scheme.pk for scheme in funding.schemes]
        )


@pytest.fixture(scope="module")
def funding_made(
    database_server: Server, database_name: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Funding]:
    """Two funded schemes, committed to a database of its own for the tests of one module: making them takes a while."""
    name = f"{database_name}_funding"
    with django_db_blocker.unblock():
        cluster.drop(database_server, name)
        cluster.create(database_server, name)
        cluster.point_at(database_server, name)
        made = make_funding()
    yield made
    with django_db_blocker.unblock():
        cluster.point_at(database_server, database_name)
        cluster.drop(database_server, name)


@pytest.fixture
def funding(funding_made: Funding, db: None) -> Funding:
    """A funder with two schemes; the test runs in no scheme, and is rolled back after it."""
    return funding_made
