"""Opening, changing and closing accounts."""

from uuid import uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.users import policies
from quitus.domain.users.errors import (
    EmailAlreadyUsed,
    EmailNotValid,
    LanguageNotSpoken,
    PasswordTooWeak,
    PasswordWithoutAddress,
    UserAlreadyInactive,
)
from quitus.domain.users.models import NO_ADDRESS, User
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

LANGUAGES = ("fr", "en")


@operation
def create_user(
    *,
    by: Actor,
    email: str,
    full_name: str,
    password: str | None,
    language: str = "fr",
    is_administrator: bool = False,
) -> User:
    """Opens an account. With `password=None` nobody can sign in to it until a password is set.

    With an empty `email` it is that of somebody who will never sign in: it has no password and never will.
    Refuses with `NotYourRole`, `EmailNotValid`, `EmailAlreadyUsed`, `PasswordTooWeak`, `LanguageNotSpoken`,
    `PasswordWithoutAddress`.
    """
    refuse_unless(policies.may_create_user(by.role))
    refuse_unless(not is_administrator or policies.may_make_administrator(by.role))
    _refuse_unspoken(language)
    user = User(
        email=_valid_email(email) if email.strip() or is_administrator else f"{uuid4().hex}{NO_ADDRESS}",
        full_name=full_name.strip(),
        language=language,
        is_administrator=is_administrator,
    )
    _choose_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as broken:
        if "user_email_is_used_once" in str(broken):
            raise EmailAlreadyUsed(email=user.email) from broken
        raise
    record(by=by, verb="create_user", subject_kind="user", subject_id=user.pk, summary=N_("Compte ouvert"))
    return user


@operation
def set_password(*, by: Actor, user_id: int, password: str) -> User:
    """Gives an account another password; everybody does it for himself, administrators for others.

    Refuses with `NotYourRole`, `PasswordTooWeak`, `PasswordWithoutAddress`.
    """
    refuse_unless(policies.may_set_password(by.role, own=by.user_id == user_id))
    user = _locked(user_id)
    _choose_password(user, password)
    user.save(update_fields=["password"])
    record(
        by=by,
        verb="set_password",
        subject_kind="user",
        subject_id=user.pk,
        summary=N_("Mot de passe changé"),
    )
    return user


@operation
def deactivate_user(*, by: Actor, user_id: int) -> User:
    """Closes an account: the person can no longer sign in; what the person did stays.

    Refuses with `NotYourRole`, `UserAlreadyInactive`.
    """
    refuse_unless(policies.may_deactivate_user(by.role))
    user = _locked(user_id)
    if not user.is_active:
        raise UserAlreadyInactive(full_name=user.full_name)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(
        by=by,
        verb="deactivate_user",
        subject_kind="user",
        subject_id=user.pk,
        summary=N_("Compte désactivé"),
    )
    return user


@operation
def change_language(*, by: Actor, user_id: int, language: str) -> User:
    """The language in which the person reads the screens: "fr" or "en".

    Refuses with `NotYourRole`, `LanguageNotSpoken`.
    """
    refuse_unless(policies.may_change_language(by.role, own=by.user_id == user_id))
    _refuse_unspoken(language)
    user = _locked(user_id)
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        record(
            by=by,
            verb="change_language",
            subject_kind="user",
            subject_id=user.pk,
            summary=N_("Langue changée"),
            data={"language": language},
        )
    return user


def _locked(user_id: int) -> User:
    (user,) = lock(User.objects.filter(pk=user_id))
    return user


def _valid_email(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as invalid:
        raise EmailNotValid(email=email) from invalid
    return address


def _choose_password(user: User, password: str | None) -> None:
    if password is not None:
        if not user.has_address:
            raise PasswordWithoutAddress(full_name=user.full_name)
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise PasswordTooWeak(reasons=" ".join(weak.messages)) from weak
    user.set_password(password)


def _refuse_unspoken(language: str) -> None:
    if language not in LANGUAGES:
        raise LanguageNotSpoken(language=language)
