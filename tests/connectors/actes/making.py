"""An act to transmit and answers to read, invented for the tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from quitus.connectors.actes import Issuer, Message, Package, Piece, Schema, pack

ACTES = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
PDF = b"%PDF-1.7\n% un acte d'exemple\n"
PNG = b"\x89PNG\r\n\x1a\n une annexe"
ISSUER = Issuer(
    siren="226200012",
    department="062",
    arrondissement="1",
    nature="22",
    return_emails=("actes@exemple.fr",),
    contact_name="Service des assemblées (exemple)",
    contact_phone="0300000000",
    contact_email="assemblees@exemple.fr",
)
MESSAGE = Message(
    on=date(2023, 5, 15),
    number="2023_204",
    nature_code=1,
    matter=(7, 5),
    subject="Avenant à la convention « Pass numériques » : l’œuvre d'un été à 10 €",
    classification_on=date(2019, 8, 29),
    document=Piece("99_DE", PDF),
    annexes=(Piece("22_AN", PDF + b"annexe"), Piece("99_AU", PNG)),
)
IDENTIFIER = "062-226200012-20230515-2023_204-DE"


def packed(*, schema: Schema | None = None, issuer: Issuer = ISSUER, serial: int = 1, **changes: Any) -> Package:
    """The package of the act of the tests, some facts changed."""
    message = replace(MESSAGE, **changes)
    return pack(message, issuer, operator="EXE", produced_on=date(2023, 6, 5), serial=serial, schema=schema)


def acknowledgement(identifier: str = IDENTIFIER, on: str = "2023-06-05") -> bytes:
    """An acknowledgement as a prefecture writes it."""
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        f'<actes:ARActe xmlns:actes="{ACTES}" actes:DateReception="{on}" actes:IDActe="{identifier}">'
        '<actes:ActeRecu actes:CodeNatureActe="1" actes:Date="2023-05-15" actes:NumeroInterne="2023_204">'
        "<actes:Objet>Accusé d'exemple</actes:Objet></actes:ActeRecu></actes:ARActe>"
    ).encode("iso-8859-1")


def anomaly(code: str = "999", number: str = "2023_204", detail: str = "Le fichier reçu n'est pas lisible.") -> bytes:
    """The refusal of an act."""
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        f'<actes:AnomalieActe xmlns:actes="{ACTES}"><actes:Date>2023-06-06</actes:Date>'
        f"<actes:Nature>{code}</actes:Nature><actes:Detail>{detail}</actes:Detail>"
        f'<actes:ActeRecu actes:CodeNatureActe="1" actes:Date="2023-05-15" actes:NumeroInterne="{number}">'
        "<actes:Document><actes:NomFichier>99_DE-x-1-1_1.pdf</actes:NomFichier></actes:Document>"
        "</actes:ActeRecu></actes:AnomalieActe>"
    ).encode("iso-8859-1")


def envelope_anomaly(form: str, code: str = "005") -> bytes:
    """The refusal of a whole envelope."""
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        f'<actes:AnomalieEnveloppe xmlns:actes="{ACTES}"><actes:Date>2023-06-06</actes:Date>'
        f"<actes:Nature>{code}</actes:Nature><actes:EnveloppeRecue><actes:FormulairesEnvoyes><actes:Formulaire>"
        f"<actes:NomFichier>{form}</actes:NomFichier></actes:Formulaire></actes:FormulairesEnvoyes>"
        "</actes:EnveloppeRecue></actes:AnomalieEnveloppe>"
    ).encode("iso-8859-1")
