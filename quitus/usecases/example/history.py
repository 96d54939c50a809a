"""The example scheme, from July 2020 to 12 May 2023, lived through the operations a user would call."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from quitus.domain.organisations import kinds
from quitus.domain.organisations import operations as organisations
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.queries import actor_of
from quitus.domain.organisations.roles import LABELS
from quitus.domain.users.operations import create_user
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.tenancy import scheme_scope
from quitus.usecases.example import booklets, facts, invented, structures, visits
from quitus.usecases.example.chapters import (
    acts,
    campaigns,
    controls,
    devices,
    grants,
    handouts,
    market,
    money,
    obligations,
    printing,
    redemptions,
    regie,
    reports,
    settlement,
    signals,
    statements,
    venues,
    workshops,
)
from quitus.usecases.example.facts import PublicBody
from quitus.usecases.example.invented import Someone
from quitus.usecases.example.people import people
from quitus.usecases.example.stage import Diary, Stage

LOADER = Actor.system()


@dataclass(frozen=True)
class SignIn:
    """With what a visitor signs in, in one of the roles of the example."""

    role: str
    email: str
    password: str


def load_example(say: Callable[[str], None] = lambda line: None) -> list[SignIn]:
    """Load the example scheme, and give the sign-ins of its roles.

    The same everywhere but for the password, which is this instance's. `say` is told how far it is.
    Refuses with `SlugAlreadyUsed` when it is there already.
    """
    with clock.at(invented.BEGINNING):
        stage = set_stage()
    diary = write_diary()
    diary.play(stage, say)
    return [
        SignIn(LABELS[someone.role], someone.email, settings.SECRETS["example_password"])
        for someone in invented.PEOPLE
        if someone.signs_in
    ]


def set_stage() -> Stage:
    """The organisations, the scheme, and everybody with an account and a role."""
    bodies = {"authority": public_body(facts.AUTHORITY, kinds.AUTHORITY)}
    bodies["funder"] = public_body(facts.FUNDER, kinds.FUNDER)
    bodies["operator"] = invented_body(
        f"{invented.OPERATOR} (exemple)", invented.OPERATOR, kinds.OPERATOR, invented.OPERATOR_SIRET
    )
    bodies["accountant"] = invented_body(invented.ACCOUNTANT_OFFICE, "Paierie (exemple)", kinds.ACCOUNTANT_OFFICE)
    for structure in structures.STRUCTURES:
        bodies[structure.key] = invented_body(
            structure.name,
            structure.short_name,
            kinds.STRUCTURE,
            structure.siret,
            structure.postcode,
            structure.commune,
        )
    scheme = organisations.create_scheme(
        by=LOADER,
        slug=invented.SLUG,
        name=invented.SCHEME_NAME,
        authority_id=bodies["authority"].pk,
        funder_id=bodies["funder"].pk,
        example_lives_on=invented.LIVES_ON,
    )
    with scheme_scope(scheme.pk, clock.now()):  # the day of the beginning, not the one on which it lives
        actors = {someone.key: cast(someone, scheme, bodies[someone.employer]) for someone in invented.PEOPLE}
    return Stage(scheme, actors, bodies)


def public_body(body: PublicBody, kind: str) -> Organisation:
    """A body that the act names."""
    return organisations.register_organisation(
        by=LOADER,
        name=body.name,
        short_name=body.short_name,
        kind=kind,
        siret=body.siret,
        address_line_1=body.address,
        postcode=body.postcode,
        commune=body.commune,
    )


def invented_body(
    name: str,
    short_name: str,
    kind: str,
    siret: str | None = None,
    postcode: str = "",
    commune: str = "",
) -> Organisation:
    """A body that does not exist."""
    return organisations.register_organisation(
        by=LOADER,
        name=name,
        short_name=short_name,
        kind=kind,
        siret=siret,
        address_line_1="1 rue de l'Exemple" if commune else "",
        postcode=postcode,
        commune=commune,
        is_example=True,
    )


def cast(someone: Someone, scheme: Scheme, employer: Organisation) -> Actor:
    """An account, with a password for those who sign in, and the role."""
    user = create_user(
        by=LOADER,
        email=someone.email,
        full_name=someone.full_name,
        password=settings.SECRETS["example_password"] if someone.signs_in else None,
        is_administrator=someone.key == "administrateur",
    )
    membership = organisations.add_member(
        by=LOADER,
        scheme_id=scheme.pk,
        organisation_id=employer.pk,
        user_id=user.pk,
        role=someone.role,
        starts_on=someone.since,
    )
    return actor_of(membership)


def write_diary() -> Diary:
    """Everything that happens, chapter by chapter; on one day, in the order of the chapters."""
    diary = Diary()
    served = people()
    plan = booklets.plan(served)
    acts.write(diary)
    grants.write(diary)
    campaigns.write(diary)
    obligations.write(diary)
    statements.write(diary)
    money.write(diary)
    market.write(diary)
    printing.write(diary)
    regie.write(diary, plan)
    controls.write(diary, plan)
    venues.write(diary)
    handouts.write(diary, served, plan)
    workshops.write(diary)
    redemptions.write(diary, served, visits.sessions(served), plan)
    devices.write(diary)
    signals.write(diary)
    settlement.write(diary)
    reports.write(diary)
    return diary
