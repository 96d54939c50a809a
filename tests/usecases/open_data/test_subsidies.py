"""The subsidies of an authority as open data, on either side of the grant."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from quitus.domain.budget import operations as budget
from quitus.domain.grants.models import Convention
from quitus.domain.organisations.models import Scheme
from quitus.usecases.open_data import GRANTED, RECEIVED, Export, subsidies
from tests.connectors.actes.official import official
from tests.factories.people import Person
from tests.factories.texts import draft_convention
from tests.usecases.open_data.validating import OWN, faults


@pytest.fixture
def funded(scheme: Scheme, convention: Convention) -> Convention:
    for side, siret in ((scheme.authority, "22620001200012"), (scheme.funder, "13002603200016")):
        side.siret = siret
        side.save()
    return convention


def lines_of(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.as_csv())))


def test_the_grant_of_a_scheme_is_a_line_of_the_official_columns(scheme: Scheme, funded: Convention) -> None:
    [line] = lines_of(subsidies(scheme.authority_id))
    assert line == {
        "nomAttribuant": "Agence essai",
        "idAttribuant": "13002603200016",
        "dateConvention": "2021-03-11",
        "referenceDecision": "2021-ANCT-62",
        "nomBeneficiaire": "Département essai",
        "idBeneficiaire": "22620001200012",
        "rnaBeneficiaire": "",
        "objet": "Convention de subventionnement",
        "montant": "275000.00",
        "nature": "aide en numéraire",
        "conditionsVersement": "échelonné",
        "datesPeriodeVersement": "2021-01-01/2024-07-01",
        "idRAE": "",
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
        "dispositifAide": "",
    }


def test_who_grants_sees_it_on_its_own_side(scheme: Scheme, funded: Convention) -> None:
    assert lines_of(subsidies(scheme.funder_id, GRANTED)) == lines_of(subsidies(scheme.authority_id, RECEIVED))
    assert lines_of(subsidies(scheme.authority_id, GRANTED)) == []
    assert lines_of(subsidies(scheme.funder_id, RECEIVED)) == []


@pytest.mark.parametrize("standard", ["own", "official"])
def test_the_table_is_valid(standard: str, scheme: Scheme, funded: Convention, tmp_path: Path) -> None:
    schema = OWN / "subventions.json" if standard == "own" else official("scdl", "scdl-subventions-2.1.1-schema.json")
    content = subsidies(scheme.authority_id).as_csv()
    assert faults(content, schema, tmp_path) == []
    assert faults(content.replace("275000.00", "275 000,00"), schema, tmp_path)


def test_payments_give_the_period(scheme: Scheme, funded: Convention, anne: Person) -> None:
    told = {"by": anne.actor, "convention_id": funded.pk, "trigger": "Signature", "expected_cents": 100_00}
    budget.plan_instalment(label="Avance", due_on=date(2021, 4, 1), **told)  # type: ignore[arg-type]
    [line] = lines_of(subsidies(scheme.authority_id))
    assert (line["conditionsVersement"], line["datesPeriodeVersement"]) == ("unique", "2021-04-01")
    budget.plan_instalment(label="Solde", due_on=date(2024, 9, 1), **told)  # type: ignore[arg-type]
    [line] = lines_of(subsidies(scheme.authority_id))
    assert (line["conditionsVersement"], line["datesPeriodeVersement"]) == ("échelonné", "2021-04-01/2024-09-01")


def test_a_convention_not_signed_is_left_out_and_told(scheme: Scheme, anne: Person) -> None:
    draft_convention(anne.actor, scheme)
    found = subsidies(scheme.authority_id)
    assert [str(one) for one in found.left_out] == [
        "2021-ANCT-62 : la convention n'est pas signée par les deux parties"
    ]


def test_a_side_without_siret_is_left_out_and_told(scheme: Scheme, convention: Convention) -> None:
    [left] = subsidies(scheme.authority_id).left_out
    assert "idAttribuant" in str(left)
