import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.organisations import roles
from quitus.domain.users import policies, queries
from quitus.domain.users.errors import (
    EmailAlreadyUsed,
    EmailNotValid,
    LanguageNotSpoken,
    PasswordTooWeak,
    UserAlreadyInactive,
)
from quitus.domain.users.models import User
from quitus.domain.users.operations import change_language, create_user, deactivate_user, set_password
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from tests.factories.people import PASSWORD, make_outsider, make_user
from tests.factories.schemes import SYSTEM

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Actor(None, None, roles.ADMINISTRATOR, None, "Ada")
MANAGER = Actor(None, None, roles.MANAGER, None, "Anne")


def test_a_person_signs_in_with_an_address_in_any_case() -> None:
    anne = create_user(by=SYSTEM, email=" Anne.Lefevre@Exemple.FR ", full_name=" Anne Lefèvre ", password=PASSWORD)
    assert (anne.email, anne.full_name, anne.language) == ("anne.lefevre@exemple.fr", "Anne Lefèvre", "fr")
    assert User.objects.get_by_natural_key("ANNE.lefevre@exemple.fr") == anne
    assert queries.user_by_email("Anne.Lefevre@exemple.fr") == queries.user(anne.pk) == anne
    assert queries.user_by_email("personne@exemple.fr") is None
    assert anne.check_password(PASSWORD)


def test_an_account_without_a_password_cannot_be_signed_in_to() -> None:
    user = create_user(by=SYSTEM, email="anne@exemple.fr", full_name="Anne", password=None)
    assert not user.has_usable_password()
    assert authenticate(username=user.email, password="") is None


def test_an_address_is_used_once_whatever_its_case() -> None:
    make_user("Anne Lefèvre")
    with pytest.raises(EmailAlreadyUsed) as refused:
        create_user(by=SYSTEM, email="ANNE.LEFEVRE@exemple.fr", full_name="Une autre", password=None)
    assert refused.value.facts == {"email": "anne.lefevre@exemple.fr"}
    assert User.objects.count() == 1


@pytest.mark.parametrize("email", ["anne", "anne@", "a b@exemple.fr"])
def test_what_is_not_an_address_is_refused(email: str) -> None:
    with pytest.raises(EmailNotValid):
        create_user(by=SYSTEM, email=email, full_name="Anne", password=None)


def test_an_administrator_has_an_address() -> None:
    with pytest.raises(EmailNotValid):
        create_user(by=SYSTEM, email="", full_name="Anne", password=None, is_administrator=True)


def test_a_weak_password_is_refused_with_the_reason() -> None:
    with pytest.raises(PasswordTooWeak) as refused:
        create_user(by=SYSTEM, email="anne@exemple.fr", full_name="Anne", password="secret")
    assert "12" in str(refused.value.facts["reasons"])


def test_only_french_and_english_are_spoken() -> None:
    anne = make_outsider("Anne Lefèvre")
    assert change_language(by=anne.actor, user_id=anne.user.pk, language="en").language == "en"
    with pytest.raises(LanguageNotSpoken):
        change_language(by=anne.actor, user_id=anne.user.pk, language="de")


def test_a_closed_account_stays_closed_and_keeps_its_name() -> None:
    zoe = make_user("Zoé Petit")
    assert not deactivate_user(by=ADMINISTRATOR, user_id=zoe.pk).is_active
    with pytest.raises(UserAlreadyInactive):
        deactivate_user(by=ADMINISTRATOR, user_id=zoe.pk)
    assert queries.user(zoe.pk).full_name == "Zoé Petit"


def test_a_person_changes_his_own_password_and_an_administrator_anybody_s() -> None:
    zoe, anne = make_outsider("Zoé Petit"), make_user("Anne Lefèvre")
    assert set_password(by=zoe.actor, user_id=zoe.user.pk, password="un autre mot long").check_password(
        "un autre mot long"
    )
    assert set_password(by=ADMINISTRATOR, user_id=anne.pk, password="encore un autre").check_password("encore un autre")
    with pytest.raises(NotYourRole):
        set_password(by=zoe.actor, user_id=anne.pk, password="un autre mot long")


def test_an_administrator_s_right_is_not_a_manager_s_to_give() -> None:
    zoe = make_outsider("Zoé Petit")
    with pytest.raises(NotYourRole):
        create_user(by=zoe.actor, email="a@exemple.fr", full_name="A", password=None)
    with pytest.raises(NotYourRole):
        create_user(by=MANAGER, email="a@exemple.fr", full_name="A", password=None, is_administrator=True)
    with pytest.raises(NotYourRole):
        deactivate_user(by=MANAGER, user_id=zoe.user.pk)
    assert create_user(by=MANAGER, email="a@exemple.fr", full_name="A", password=None).pk


def test_policies_name_roles_as_the_room_above_does() -> None:
    assert (policies.ADMINISTRATOR, policies.MANAGER) == (roles.ADMINISTRATOR, roles.MANAGER)


def test_each_operation_leaves_its_line() -> None:
    zoe = make_user("Zoé Petit")
    change_language(by=ADMINISTRATOR, user_id=zoe.pk, language="en")
    change_language(by=ADMINISTRATOR, user_id=zoe.pk, language="en")
    set_password(by=ADMINISTRATOR, user_id=zoe.pk, password="un autre mot long")
    deactivate_user(by=ADMINISTRATOR, user_id=zoe.pk)
    lines = audit.thread("user", zoe.pk)
    assert [line.verb for line in lines] == ["create_user", "change_language", "set_password", "deactivate_user"]
    assert not any(PASSWORD in str(line.data) + line.summary for line in lines)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("user_email_is_used_once", {"email": "anne.lefevre@exemple.fr"}),
        ("user_email_is_in_lower_case", {"email": "Zoe@exemple.fr"}),
        ("user_email_is_in_lower_case", {"email": ""}),
        ("user_reads_a_language_we_speak", {"language": "de"}),
    ],
)
def test_the_database_refuses(constraint: str, change: dict[str, str]) -> None:
    make_user("Anne Lefèvre")
    zoe = make_user("Zoé Petit")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        User.objects.filter(pk=zoe.pk).update(**change)
