"""A scheme with something on every page of the authority, and its two people signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.acts import operations as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import BudgetLine, Evidence, Instalment, Market, Spending
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations.models import Obligation
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.usecases.evidence import join_evidence
from tests.factories.passes import Team
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.texts import draft_amendment, make_budget_line

PDF = b"%PDF-1.7 facture"


@dataclass(frozen=True)
class World:
    """What stands on the pages."""

    scheme: Scheme
    convention: Convention
    act: Deliberation
    amendment: Amendment
    obligation: Obligation
    line: BudgetLine
    operator: Organisation
    market: Market
    spending: Spending
    evidence: Evidence
    instalment: Instalment


@pytest.fixture
def farid(scheme: Scheme) -> Person:
    """The finance officer: authorising officer by delegation."""
    return make_person(scheme, "Farid Morel", roles.FINANCE)


@pytest.fixture
def world(scheme: Scheme, convention: Convention, anne: Person) -> World:
    """A convention in force, an amendment on the agenda of a sitting of 15 May 2023, one spending, one instalment."""
    by = anne.actor
    act = acts.draft_deliberation(
        by=by, authority_id=scheme.authority_id, title="Avenant de prolongation", legal_references=["Vu le code ;"]
    )
    acts.record_opinion(
        by=by, deliberation_id=act.pk, commission="2e commission", given_on=date(2023, 5, 4), favourable=True
    )
    acts.call_sitting(by=by, deliberation_id=act.pk, assembly="Commission permanente", held_on=date(2023, 5, 15))
    obligation = obligations.add_obligation(
        by=by, convention_id=convention.pk, label="Bilan final", due_on=date(2024, 1, 30), kind="report", code="bilan"
    )
    line = make_budget_line(by, convention)
    operator = make_organisation("Opérateur Exemple", kinds.OPERATOR)
    market = budget.notify_market(
        by=by,
        operator_id=operator.pk,
        number="2021-M12",
        title="Achat de pass",
        launched_on=date(2021, 4, 20),
        awarded_on=date(2021, 7, 1),
        notified_on=date(2021, 7, 15),
        ends_on=date(2023, 12, 31),
        ceiling_cents=500_000_00,
    )
    spending = budget.commit_spending(
        by=by,
        line_id=line.pk,
        supplier_name="Cabinet Rivage",
        title="Étude de déploiement",
        amount_cents=12_000_00,
        commitment_reference="E22-118",
        committed_on=date(2022, 1, 10),
        market_id=market.pk,
    )
    instalment = budget.plan_instalment(
        by=by,
        convention_id=convention.pk,
        label="Acompte",
        trigger="Rapport d'étape accepté",
        expected_cents=110_000_00,
        rate_per_mille=400,
        due_on=date(2022, 1, 31),
        is_placeholder=True,
    )
    return World(
        scheme=scheme,
        convention=convention,
        act=act,
        amendment=draft_amendment(by, convention, deliberation=act),
        obligation=obligation,
        line=line,
        operator=operator,
        market=market,
        spending=spending,
        evidence=join_evidence(
            by=by, spending_id=spending.pk, kind="commitment", file_name="bon de commande.pdf", content=PDF
        ),
        instalment=instalment,
    )


@pytest.fixture
def at(scheme: Scheme) -> Callable[..., str]:
    """The address of one of the authority's pages."""
    return lambda view, *arguments: reverse(f"authority:{view}", args=[scheme.slug, *arguments])


@pytest.fixture
def as_anne(anne: Person) -> Client:
    """The manager's browser."""
    client = Client()
    client.force_login(anne.user)
    return client


@pytest.fixture
def as_farid(farid: Person) -> Client:
    """The finance officer's browser."""
    client = Client()
    client.force_login(farid.user)
    return client


@pytest.fixture
def anne_s(client: Client, team: Team) -> Client:
    """Anne's browser, who leads the scheme of a team."""
    client.force_login(team.anne.user)
    return client
