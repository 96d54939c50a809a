"""The package of an act: its names, its words, and what is refused before anything leaves."""

import io
import re
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quitus.connectors import actes
from quitus.connectors.actes import Piece
from tests.connectors.actes.making import ACTES, IDENTIFIER, ISSUER, PDF, packed
from tests.connectors.actes.official import official

NS = {"a": ACTES, "i": "http://xml.insee.fr/schema"}
_XSD = (
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:a="{ns}" targetNamespace="{ns}">{body}</xsd:schema>'
)
_ANY = (
    '<xsd:element name="{name}"><xsd:complexType><xsd:sequence>{any}</xsd:sequence>{attributes}'
    "</xsd:complexType></xsd:element>"
)


def files_of(package: actes.Package) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(package.content)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def small_schema(folder: Path, *, says_paper: bool) -> Path:
    """A schema with the shape of the official ones where the two generations differ; it takes any content."""
    paper = '<xsd:element name="DocumentPapier"/>' if says_paper else ""
    anything = '<xsd:any maxOccurs="unbounded" processContents="skip"/>'
    attributes = '<xsd:anyAttribute processContents="skip"/>'
    elements = "".join(
        _ANY.format(name=name, any=anything, attributes=attributes) for name in ("Acte", "EnveloppeCLMISILL")
    )
    inside = f'<xsd:sequence><xsd:element name="Objet"/>{paper}</xsd:sequence>'
    kind = f'<xsd:complexType name="DonneesActe">{inside}</xsd:complexType>'
    path = folder / "actes.xsd"
    path.write_text(_XSD.format(ns=ACTES, body=elements + kind))
    return path


def test_files_are_named_as_the_exchange_wants_them() -> None:
    package = packed(serial=3)

    assert package.name == "EXE-EACT--226200012--20230605-3.tar.gz"
    assert package.act_identifier == IDENTIFIER
    assert (
        package.files
        == tuple(files_of(package))
        == (
            "EACT--226200012--20230605-3.xml",
            f"{IDENTIFIER}-1-1_0.xml",
            f"99_DE-{IDENTIFIER}-1-1_1.pdf",
            f"22_AN-{IDENTIFIER}-1-1_2.pdf",
            f"99_AU-{IDENTIFIER}-1-1_3.png",
        )
    )


def test_the_message_says_the_act_in_latin_letters() -> None:
    package = packed()
    written = files_of(package)[package.message_name]
    act = etree.fromstring(written)

    assert written.startswith(b"<?xml version='1.0' encoding='ISO-8859-1'?>")
    assert b"\xab Pass num\xe9riques \xbb" in written
    assert act.find("a:Objet", NS).text == "Avenant à la convention « Pass numériques » : l’œuvre d'un été à 10 €"
    assert act.get(f"{{{ACTES}}}NumeroInterne") == "2023_204"
    assert (act.get(f"{{{ACTES}}}Date"), act.get(f"{{{ACTES}}}CodeNatureActe")) == ("2023-05-15", "1")
    assert [element.tag.split("}")[1] for element in act] == [
        "CodeMatiere1",
        "CodeMatiere2",
        "Objet",
        "ClassificationDateVersion",
        "Document",
        "Annexes",
        "DocumentPapier",
    ]
    assert act.find("a:Annexes", NS).get(f"{{{ACTES}}}Nombre") == "2"
    named = [element.text for element in act.iterfind(".//a:NomFichier", NS)]
    assert named == list(package.files[2:])


def test_the_envelope_says_who_sends_and_what() -> None:
    package = packed()
    envelope = etree.fromstring(files_of(package)[package.envelope_name])

    body = envelope.find("a:Emetteur/a:IDCL", NS)
    assert body.get(f"{{{NS['i']}}}SIREN") == "226200012"
    assert [body.get(f"{{{ACTES}}}{name}") for name in ("Departement", "Arrondissement", "Nature")] == [
        "062",
        "1",
        "22",
    ]
    assert envelope.find("a:AdressesRetour/a:Email", NS).text == "actes@exemple.fr"
    assert envelope.find(".//a:NomFichier", NS).text == package.message_name


def test_the_same_act_gives_the_same_bytes() -> None:
    assert packed().content == packed().content
    assert packed().content != packed(subject="Autre objet").content


@pytest.mark.parametrize("says_paper", [True, False])
def test_the_generation_is_read_in_the_schema_itself(says_paper: bool, tmp_path: Path) -> None:
    schema = actes.load(small_schema(tmp_path, says_paper=says_paper))
    package = packed(schema=schema)

    assert (b"DocumentPapier" in files_of(package)[package.message_name]) is says_paper


def test_a_schema_that_is_none_is_said(tmp_path: Path) -> None:
    for content in ("pas du XML", _XSD.format(ns=ACTES, body=""), '<xsd:schema xmlns:xsd="urn:x"/>'):
        path = tmp_path / "autre.xsd"
        path.write_text(content)
        with pytest.raises(actes.SchemaUnusable):
            actes.load(path)
    with pytest.raises(actes.SchemaUnusable):
        actes.load(tmp_path / "absent.xsd")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "2023-204"}, "numéro interne"),
        ({"number": "A" * 16}, "numéro interne"),
        ({"number": "_1"}, "numéro interne"),
        ({"nature_code": 7}, "nature de l'acte"),
        ({"matter": (7,)}, "matière"),
        ({"matter": (7, 0)}, "codes de matière"),
        ({"subject": "  "}, "objet"),
        ({"subject": "o" * 501}, "objet"),
        ({"subject": "a\x07"}, "commande"),
        ({"classification_on": None}, "classification"),
        ({"replaces": "2023_1"}, "acte précédent"),
        ({"document": Piece("99_DE", b"PK\x03\x04")}, "PDF"),
        ({"annexes": (Piece("22_AN", b"<html>"),)}, "annexes"),
        ({"document": Piece("99DE", PDF)}, "pièce jointe"),
        ({"annexes": (Piece("22_AN", PDF),) * 100}, "99 annexes"),
    ],
)
def test_what_no_operator_would_take_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(actes.NotSendable) as refused:
        packed(**changes)
    assert any(said in fault for fault in refused.value.faults)


@pytest.mark.parametrize(
    "changes",
    [
        {"siren": "22620001"},
        {"department": "62"},
        {"department": "162"},
        {"arrondissement": ""},
        {"nature": "2"},
        {"return_emails": ()},
        {"return_emails": ("actes@exemple",)},
        {"contact_email": "à@exemple.fr"},
    ],
)
def test_a_sender_that_is_not_told_whole_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(actes.NotSendable):
        packed(issuer=replace(ISSUER, **changes))


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(actes.NotSendable) as refused:
        packed(issuer=replace(ISSUER, siren=""), number="", classification_on=None)
    assert len(refused.value.faults) == 3


@given(st.text(max_size=30))
def test_an_internal_number_is_fit_or_said_not_to_be(number: str) -> None:
    made = actes.internal_number(number)
    assert re.fullmatch(r"[A-Z0-9_]*", made)
    assert actes.is_internal_number(made) is (0 < len(made) <= 15)


@pytest.mark.parametrize(
    ("written", "made"), [("2023-204", "2023_204"), ("Délib. n° 12 / b", "DELIB_N_12_B"), ("…", "")]
)
def test_the_number_of_an_act_is_written_for_the_exchange(written: str, made: str) -> None:
    assert actes.internal_number(written) == made


@pytest.mark.parametrize("generation", ["actesv1_1-stela-2019.xsd", "actesv1_1-megalis-2024.xsd"])
@pytest.mark.parametrize(
    "changes",
    [{}, {"annexes": ()}, {"matter": (7, 5, 1)}, {"replaces": "062-226200012-20210208-2021_10-DE"}, {"on_paper": True}],
)
def test_packages_are_valid_under_both_official_generations(generation: str, changes: dict[str, Any]) -> None:
    schema = actes.load(official("actes", generation))
    package = packed(schema=schema, **changes)

    for name in (package.message_name, package.envelope_name):
        schema.compiled.assertValid(etree.fromstring(files_of(package)[name]))


def test_what_is_valid_under_one_generation_is_not_under_the_other() -> None:
    stela, megalis = (actes.load(official("actes", f"actesv1_1-{name}.xsd")) for name in ("stela-2019", "megalis-2024"))
    assert (stela.says_paper, megalis.says_paper) == (True, False)
    for one, other in ((stela, megalis), (megalis, stela)):
        package = packed(schema=one)
        assert other.faults_of(etree.fromstring(files_of(package)[package.message_name]))


def test_what_the_schema_alone_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    path = small_schema(tmp_path, says_paper=True)
    path.write_text(path.read_text().replace('name="Acte"', 'name="Autre"'))
    with pytest.raises(actes.NotSendable) as refused:
        packed(schema=actes.load(path))
    assert not refused.value.faults
    assert "Acte" in refused.value.from_schema[0]
