from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.organisations import kinds, queries
from quitus.domain.organisations.errors import (
    ContrastTooLow,
    KindUnknown,
    NameMissing,
    SiretAlreadyRegistered,
    SiretNotValid,
)
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import register_organisation, set_theme
from quitus.kernel.refusals import NotYourRole
from tests.factories.people import Person
from tests.factories.schemes import SYSTEM, make_organisation

pytestmark = pytest.mark.django_db
ANCT = "130 026 032 00016"


def test_an_organisation_is_registered_with_its_number_and_its_place_in_the_alphabet() -> None:
    made = register_organisation(
        by=SYSTEM,
        name=" Évin Numérique ",
        short_name="Évin",
        kind=kinds.STRUCTURE,
        siret=ANCT,
        address_line_1="1 place de la Mairie",
        postcode="62141",
        commune="Évin-Malmaison",
    )
    assert (made.name, made.siret, made.sort_key, made.accent) == (
        "Évin Numérique",
        "13002603200016",
        "evin numerique",
        "#0b5a5e",
    )
    assert [line.verb for line in audit.thread("organisation", made.pk)] == ["register_organisation"]


def test_an_establishment_is_registered_once() -> None:
    make_organisation("Agence", siret=ANCT)
    with pytest.raises(SiretAlreadyRegistered) as refused:
        make_organisation("La même", siret="13002603200016")
    assert refused.value.facts == {"siret": "13002603200016", "name": "Agence"}


def test_organisations_without_a_number_are_as_many_as_needed() -> None:
    assert make_organisation("Une").siret is None
    assert make_organisation("Deux").siret is None


@pytest.mark.parametrize(
    ("refusal", "wrong"),
    [
        (NameMissing, {"name": " "}),
        (NameMissing, {"short_name": ""}),
        (KindUnknown, {"kind": "bank"}),
        (SiretNotValid, {"siret": "123"}),
    ],
)
def test_what_cannot_be_registered_is_refused(refusal: type[Exception], wrong: dict[str, str]) -> None:
    facts: dict[str, Any] = {"name": "Une", "short_name": "Une", "kind": kinds.OTHER}
    with pytest.raises(refusal):
        register_organisation(by=SYSTEM, **facts | wrong)


def test_organisations_are_listed_in_french_order() -> None:
    for name, kind in (("Zone", kinds.STRUCTURE), ("Évin", kinds.STRUCTURE), ("Arras", kinds.OTHER)):
        make_organisation(name, kind)
    assert [found.name for found in queries.organisations()] == ["Arras", "Évin", "Zone"]
    assert [found.name for found in queries.organisations(kinds.STRUCTURE)] == ["Évin", "Zone"]


def test_a_manager_dresses_the_pages_of_his_own_organisation(scheme: Scheme, anne: Person, lina: Person) -> None:
    sha256 = "a" * 64
    set_theme(
        by=anne.actor,
        organisation_id=scheme.authority_id,
        accent="#7A1F3D",
        logo_sha256=sha256,
        logo_media_type="image/svg+xml",
    )
    found = queries.organisation(scheme.authority_id)
    assert (found.accent, found.logo_sha256, found.logo_media_type) == ("#7a1f3d", sha256, "image/svg+xml")
    for person, organisation_id in ((anne, scheme.funder_id), (lina, scheme.authority_id)):
        with pytest.raises(NotYourRole):
            set_theme(by=person.actor, organisation_id=organisation_id, accent="#7a1f3d")


def test_a_colour_that_cannot_be_read_is_refused(scheme: Scheme, anne: Person) -> None:
    with pytest.raises(ContrastTooLow):
        set_theme(by=anne.actor, organisation_id=scheme.authority_id, accent="#ffcc00")
    assert queries.organisation(scheme.authority_id).accent == "#0b5a5e"


def test_who_may_do_nothing_registers_nothing(zoe: Person) -> None:
    with pytest.raises(NotYourRole):
        register_organisation(by=zoe.actor, name="Une", short_name="Une", kind=kinds.OTHER)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("organisation_siret_is_registered_once", {"siret": "13002603200016"}),
        ("organisation_siret_has_fourteen_digits", {"siret": "130026032"}),
        ("organisation_siret_has_fourteen_digits", {"siret": ""}),
        ("organisation_has_a_name", {"name": ""}),
        ("organisation_has_a_name", {"short_name": ""}),
        ("organisation_is_of_a_known_kind", {"kind": "bank"}),
        ("organisation_accent_is_a_colour", {"accent": "teal"}),
        ("organisation_logo_has_a_type_if_and_only_if_it_is_there", {"logo_sha256": "a" * 64}),
        ("organisation_logo_has_a_type_if_and_only_if_it_is_there", {"logo_media_type": "image/png"}),
    ],
)
def test_the_database_refuses(constraint: str, change: dict[str, str]) -> None:
    make_organisation("Agence", siret=ANCT)
    other = make_organisation("Une autre")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(**change)
