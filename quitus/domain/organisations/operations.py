"""Registering organisations, opening schemes, giving roles and ending them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.audit.operations import record
from quitus.domain.organisations import policies, queries
from quitus.domain.organisations.errors import (
    AlreadyMember,
    ExampleDateGoesForward,
    KindUnknown,
    MembershipAlreadyEnded,
    MembershipEndsTooEarly,
    NameMissing,
    NoRoleToOneself,
    RealSchemeLivesToday,
    RolesIncompatible,
    RoleUnknown,
    SamePersonOnBothSides,
    SiretAlreadyRegistered,
    SlugAlreadyUsed,
    SlugNotValid,
)
from quitus.domain.organisations.kinds import KINDS
from quitus.domain.organisations.models import Membership, Organisation, Scheme
from quitus.domain.organisations.roles import APART, LABELS, ROLES
from quitus.domain.organisations.rules import valid_accent, valid_siret
from quitus.domain.users.models import User
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import person_scope, scheme_scope
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@contextmanager
def within_scheme(scheme: Scheme, using: str = "default") -> Iterator[None]:
    """One transaction that sees and writes only this scheme, at the moment at which it lives (see `scheme_scope`)."""
    with scheme_scope(scheme.pk, queries.scheme_moment(scheme), using):
        yield


@contextmanager
def across_schemes(membership: Membership) -> Iterator[None]:
    """One transaction in no scheme, at the moment of the one the person comes from: he reads what row-level security
    lets him read in every scheme (see `served`), and writes in one after the other with `within_scheme`.
    """
    moment = queries.scheme_moment(membership.scheme)
    with person_scope(membership.user_id), clock.at(moment) if moment else nullcontext():
        yield


@operation
def register_organisation(
    *,
    by: Actor,
    name: str,
    short_name: str,
    kind: str,
    siret: str | None = None,
    address_line_1: str = "",
    address_line_2: str = "",
    postcode: str = "",
    commune: str = "",
    is_example: bool = False,
) -> Organisation:
    """Adds an organisation to the directory that all schemes share.

    Refuses with `NotYourRole`, `NameMissing`, `KindUnknown`, `SiretNotValid`, `SiretAlreadyRegistered`.
    """
    refuse_unless(policies.may_register_organisation(by.role))
    if not name.strip() or not short_name.strip():
        raise NameMissing()
    if kind not in KINDS:
        raise KindUnknown(kind=kind)
    organisation = Organisation(
        name=name.strip(),
        short_name=short_name.strip(),
        kind=kind,
        siret=valid_siret(siret) if siret else None,
        address_line_1=address_line_1.strip(),
        address_line_2=address_line_2.strip(),
        postcode=postcode.strip(),
        commune=commune.strip(),
        sort_key=sort_key(name),
        is_example=is_example,
    )
    _save_new(organisation)
    record(
        by=by,
        verb="register_organisation",
        subject_kind="organisation",
        subject_id=organisation.pk,
        summary=N_("Organisme enregistré : %(name)s"),
        data={"name": organisation.name},
    )
    return organisation


def _save_new(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as broken:
        if "organisation_siret_is_registered_once" not in str(broken):
            raise
        other = Organisation.objects.get(siret=organisation.siret)
        raise SiretAlreadyRegistered(siret=organisation.siret, name=other.name) from broken


@operation
def set_theme(
    *,
    by: Actor,
    organisation_id: int,
    accent: str,
    logo_sha256: str = "",
    logo_media_type: str = "",
) -> Organisation:
    """The colour and the logo that an organisation's pages bear; the logo's bytes are already in the documents.

    Refuses with `NotYourRole`, `ColourNotValid`, `ContrastTooLow`.
    """
    refuse_unless(policies.may_set_theme(by.role, own=by.organisation_id == organisation_id))
    colour = valid_accent(accent)
    (organisation,) = lock(Organisation.objects.filter(pk=organisation_id))
    organisation.accent = colour
    organisation.logo_sha256 = logo_sha256
    organisation.logo_media_type = logo_media_type
    organisation.save(update_fields=["accent", "logo_sha256", "logo_media_type"])
    record(
        by=by,
        verb="set_theme",
        subject_kind="organisation",
        subject_id=organisation_id,
        summary=N_("Couleur et logo changés"),
        data={"accent": colour, "logo_sha256": logo_sha256},
    )
    return organisation


@operation
def create_scheme(
    *,
    by: Actor,
    slug: str,
    name: str,
    authority_id: int,
    funder_id: int,
    example_lives_on: date | None = None,
) -> Scheme:
    """Opens a scheme. With `example_lives_on` it is an example, which lives at that date.

    Refuses with `NotYourRole`, `NameMissing`, `SlugNotValid`, `SlugAlreadyUsed`.
    """
    refuse_unless(policies.may_create_scheme(by.role))
    if not name.strip():
        raise NameMissing()
    if not _SLUG.fullmatch(slug):
        raise SlugNotValid(slug=slug)
    scheme = Scheme(
        slug=slug,
        name=name.strip(),
        authority_id=authority_id,
        funder_id=funder_id,
        is_example=example_lives_on is not None,
        lives_on=example_lives_on,
        lives_since=clock.real_now() if example_lives_on else None,
        sort_key=sort_key(name),
    )
    try:
        with transaction.atomic():
            scheme.save(force_insert=True)
    except IntegrityError as broken:
        if "scheme_slug_is_used_once" not in str(broken):
            raise
        raise SlugAlreadyUsed(slug=slug) from broken
    record(
        by=by,
        verb="create_scheme",
        subject_kind="scheme",
        subject_id=scheme.pk,
        summary=N_("Dispositif ouvert"),
    )
    return scheme


@operation
def move_example_date(*, by: Actor, scheme_id: int, to: date) -> Scheme:
    """Makes an example scheme live at a later date, from the opening hour of that day on.

    The current transaction stays at the former moment; the next one lives at the new date.
    Refuses with `NotYourRole`, `RealSchemeLivesToday`, `ExampleDateGoesForward`.
    """
    refuse_unless(policies.may_move_example_date(by.role))
    (scheme,) = lock(Scheme.objects.filter(pk=scheme_id))
    if scheme.lives_on is None:
        raise RealSchemeLivesToday(scheme=scheme.name)
    if to <= scheme.lives_on:
        raise ExampleDateGoesForward(lives_on=scheme.lives_on, to=to)
    former, scheme.lives_on, scheme.lives_since = scheme.lives_on, to, clock.real_now()
    scheme.save(update_fields=["lives_on", "lives_since"])
    with within_scheme(scheme):
        record(
            by=by,
            verb="move_example_date",
            subject_kind="scheme",
            subject_id=scheme_id,
            summary=N_("Date de l'exemple avancée"),
            data={"from": former, "to": to},
        )
    return scheme


@operation
def add_member(
    *,
    by: Actor,
    scheme_id: int,
    organisation_id: int,
    user_id: int,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Membership:
    """Gives somebody else a role in a scheme, for an organisation, until the day `ends_on` included or without end.

    Who orders, who pays and who keeps the safe are different people: on the same days nobody is the accountant and one
    of those he controls, nor the imprest holder and of the authorising side (GBCP, article 9; CGCT R.1617-3).
    Refuses with `NotYourRole`, `NoRoleToOneself`, `RoleUnknown`, `MembershipEndsTooEarly`, `AlreadyMember`,
    `RolesIncompatible`.
    """
    refuse_unless(policies.may_give_role(by.role, role))
    if by.user_id == user_id:
        raise NoRoleToOneself()
    if role not in ROLES:
        raise RoleUnknown(role=role)
    if ends_on is not None and ends_on < starts_on:
        raise MembershipEndsTooEarly(starts_on=starts_on, ends_on=ends_on)
    with within_scheme(queries.scheme_by_id(scheme_id)):
        membership = Membership(
            scheme_id=scheme_id,
            organisation=Organisation.objects.get(pk=organisation_id),
            user=User.objects.get(pk=user_id),
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        facts = {"full_name": membership.user.full_name, "organisation": membership.organisation.short_name}
        with (
            _kept_apart(membership),
            refused_by("person_holds_a_role_for_an_organisation_once_at_a_time", AlreadyMember(**facts)),
        ):
            membership.save(force_insert=True)
        _record_membership(by, "add_member", membership, N_("Rôle donné : %(role)s"))
    return membership


@contextmanager
def _kept_apart(membership: Membership) -> Iterator[None]:
    """While it is written, the database refuses a role that does not go with another of these days.

    Refuses with `RolesIncompatible`.
    """
    days = (membership.starts_on, membership.ends_on)
    others = queries.incompatible_roles(
        membership.scheme_id, user_id=membership.user_id, role=membership.role, days=days
    )
    held = LABELS[others[0].role] if others else ""
    refusal = RolesIncompatible(full_name=membership.user.full_name, held=held, asked=LABELS[membership.role])
    with ExitStack() as kept:
        for promise in APART:
            kept.enter_context(refused_by(promise, refusal))
        yield


@operation
def end_membership(*, by: Actor, membership_id: int, ends_on: date) -> Membership:
    """Ends a role of the current scheme on its last day `ends_on`, past or planned.

    A planned end moves; nobody puts off his own. Refuses with `NotYourRole`, `NoRoleToOneself`,
    `MembershipAlreadyEnded`, `MembershipEndsTooEarly`, `RolesIncompatible`.
    """
    (membership,) = lock(Membership.objects.filter(pk=membership_id))
    refuse_unless(policies.may_give_role(by.role, membership.role))
    if by.user_id == membership.user_id and membership.ends_on is not None and ends_on > membership.ends_on:
        raise NoRoleToOneself()
    if membership.ends_on is not None and membership.ends_on < clock.today():
        raise MembershipAlreadyEnded(ends_on=membership.ends_on)
    if ends_on < membership.starts_on:
        raise MembershipEndsTooEarly(starts_on=membership.starts_on, ends_on=ends_on)
    membership.ends_on = ends_on
    with _kept_apart(membership):
        membership.save(update_fields=["ends_on"])
    _record_membership(by, "end_membership", membership, N_("Fin de rôle : %(role)s"))
    return membership


def refuse_who_prepared(by: Actor, subject_kind: str, subject_id: int, verbs: Sequence[str]) -> None:
    """Who has done one of `verbs` to a thing does not agree to it for the other side: it is not his to control.

    Called by the operation that agrees, before it writes. Refuses with `SamePersonOnBothSides`.
    """
    if by.user_id is not None and audit.did(by.user_id, subject_kind, subject_id, verbs):
        raise SamePersonOnBothSides()


def _record_membership(by: Actor, verb: str, membership: Membership, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="membership",
        subject_id=membership.pk,
        summary=summary,
        data={
            "role": LABELS[membership.role],
            "user_id": membership.user_id,
            "organisation_id": membership.organisation_id,
            "starts_on": membership.starts_on,
            "ends_on": membership.ends_on,
        },
    )
