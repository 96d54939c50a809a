"""Acts and conventions for tests, made through the operations a user would call. The texts are invented."""

from datetime import date

import pytest

from quitus.domain.acts import operations as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.rules import Attendance
from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import BudgetLine
from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.rules import Value
from quitus.domain.organisations.models import Scheme
from quitus.kernel.actors import Actor
from quitus.usecases import sign_amendment as signing
from tests.factories.people import Person
from tests.harness.kept import kept

FULL_HOUSE = Attendance(present_count=37, excused_count=6)
VOTED_ON = date(2021, 2, 8)
EXECUTORY_ON = date(2021, 2, 15)
SIGNED_ON = date(2021, 3, 11)
POWERS_SINCE = date(2015, 4, 2)
TERMS: dict[str, Value] = {
    "budget_cents": 550_000_00,
    "state_share_per_mille": 500,
    "engineering_cap_per_mille": 100,
    "target_count": 50_000,
    "face_value_cents": 10_00,
    "action_starts_on": date(2021, 1, 1),
    "action_ends_on": date(2023, 7, 30),
    "convention_ends_on": date(2024, 7, 1),
    "eligible_from": date(2021, 1, 1),
    "eligible_to": date(2023, 7, 30),
}


def make_deliberation(
    by: Actor,
    authority_id: int,
    number: str = "2021-10",
    *,
    held_on: date = VOTED_ON,
    executory_on: date | None = EXECUTORY_ON,
) -> Deliberation:
    """A deliberation adopted on `held_on`; transmitted and published on `executory_on` unless it is None."""
    drafted = acts.draft_deliberation(
        by=by,
        authority_id=authority_id,
        number=number,
        title="Pass numérique : autorisation de signer",
        report="Le rapport.",
        decision="D'autoriser le président à signer.",
        legal_references=["Vu le code général des collectivités territoriales ;"],
    )
    sitting = acts.plan_sitting(by=by, authority_id=authority_id, assembly="Commission permanente", held_on=held_on)
    acts.put_on_agenda(by=by, deliberation_id=drafted.pk, sitting_id=sitting.pk)
    voted = acts.record_vote(
        by=by, deliberation_id=drafted.pk, votes_for=43, votes_against=0, votes_abstention=0, attendance=FULL_HOUSE
    )
    if executory_on is not None:
        acts.record_transmission(by=by, deliberation_id=drafted.pk, on=executory_on)
        voted = acts.record_publication(by=by, deliberation_id=drafted.pk, on=executory_on)
    return voted


def give_powers(by: Actor) -> None:
    """The presidency of the authority and the funder's direction may sign, since before everything."""
    for party, person in (("authority", "Présidence (exemple)"), ("funder", "Direction (exemple)")):
        grants.give_power_to_sign(
            by=by, party=party, person_name=person, quality="Exemple", basis="Texte d'exemple", starts_on=POWERS_SINCE
        )


def draft_convention(
    by: Actor, scheme: Scheme, *, deliberation: Deliberation | None = None, **terms: Value
) -> Convention:
    """A convention in preparation with two articles and every required parameter (`TERMS`, overridden by `terms`); both
    parties have somebody who may sign it.
    """
    give_powers(by)
    drafted = grants.draft_convention(
        by=by,
        number="2021-ANCT-62",
        title="Convention de subventionnement",
        deliberation_id=deliberation.pk if deliberation else None,
    )
    for number, title in (("2", "Durée"), ("6", "Obligations")):
        grants.write_article(
            by=by, convention_id=drafted.pk, number=number, title=title, text=f"Texte de l'article {number}."
        )
    for name, value in (TERMS | terms).items():
        grants.set_parameter(by=by, convention_id=drafted.pk, name=name, value=value, article_number="2")
    return drafted


def make_convention(by: Actor, scheme: Scheme, *, signed_on: date = SIGNED_ON, **terms: Value) -> Convention:
    """A convention in force since `signed_on`, authorised by an executory deliberation of 8 February 2021."""
    drafted = draft_convention(by, scheme, deliberation=make_deliberation(by, scheme.authority_id), **terms)
    grants.sign_convention(by=by, convention_id=drafted.pk, party="authority", on=signed_on)
    return grants.sign_convention(by=by, convention_id=drafted.pk, party="funder", on=signed_on)


def draft_amendment(by: Actor, convention: Convention, *, deliberation: Deliberation | None = None) -> Amendment:
    """An amendment in preparation that prolongs the action to 31 December 2023."""
    drafted = grants.draft_amendment(
        by=by,
        convention_id=convention.pk,
        title="Prolongation de cinq mois",
        deliberation_id=deliberation.pk if deliberation else None,
    )
    grants.amend_article(
        by=by, amendment_id=drafted.pk, article_number="2", title="Durée", text="L'action finit le 31 décembre 2023."
    )
    for name in ("action_ends_on", "eligible_to"):
        grants.amend_parameter(by=by, amendment_id=drafted.pk, name=name, value=date(2023, 12, 31), article_number="2")
    return drafted


def sign_amendment(by: Actor, drafted: Amendment, *, signed_on: date) -> Amendment:
    """A drafted amendment, voted in May 2023, in force since `signed_on`, be it after the end of the action."""
    authority_id = drafted.convention.scheme.authority_id
    voted = make_deliberation(by, authority_id, "2023-204", held_on=date(2023, 5, 10), executory_on=date(2023, 5, 22))
    grants.attach_amendment_deliberation(by=by, amendment_id=drafted.pk, deliberation_id=voted.pk)
    told = {"by": by, "amendment_id": drafted.pk, "on": signed_on, "override_reason": "Accord des deux parties"}
    signing.sign_amendment(party="authority", **told)
    return signing.sign_amendment(party="funder", **told)


def make_amendment(by: Actor, convention: Convention, *, signed_on: date) -> Amendment:
    """An amendment in force since `signed_on` that prolongs action and eligibility to 31 December 2023."""
    return sign_amendment(by, draft_amendment(by, convention), signed_on=signed_on)


def make_budget_line(
    by: Actor, convention: Convention, kind: str = "engineering", planned_cents: int = 55_000_00
) -> BudgetLine:
    """A line of the financing plan."""
    return budget.plan_budget_line(
        by=by,
        convention_id=convention.pk,
        code=kind.upper(),
        label=f"Poste {kind}",
        kind=kind,
        planned_cents=planned_cents,
    )


@pytest.fixture
def convention(scheme: Scheme, anne: Person, request: pytest.FixtureRequest) -> Convention:
    """A convention of the scheme in force since 11 March 2021, with the terms `TERMS`."""
    return kept(request, "convention", lambda: make_convention(anne.actor, scheme), scheme=scheme, anne=anne)
