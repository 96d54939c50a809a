"""The package: message, document and annexes under their names, envelope, and the archive that holds them."""

import gzip
import io
import re
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from quitus.connectors.actes import naming
from quitus.connectors.actes.parts import Issuer, Message
from quitus.connectors.actes.schema import Schema
from quitus.kernel.file_kinds import media_type_of
from quitus.kernel.words import N_

ACTES = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
INSEE = "http://xml.insee.fr/schema"
NATURES = {1: "DE", 2: "AR", 3: "AI", 4: "CC", 5: "BF", 6: "AU"}
SUBJECT_LENGTH = 500
MOST_ANNEXES = 99
MOST_BYTES = 100 * 1024 * 1024

_DEPARTMENT = re.compile(r"0[0-9][0-9AB]|9[0-9]{2}")
_PIECE_CODE = re.compile(r"[0-9A-Z]{2}_[0-9A-Z]{2}")
_TRIGRAM = re.compile(r"[A-Z0-9]{3}")
# That of the schema, which knows no ending longer than six letters.
_EMAIL = re.compile(r"[_a-zA-Z0-9-]+(\.[_a-zA-Z0-9-]+)*@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,6}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class NotSendable(Exception):
    """What a package lacks or may not hold: `faults` name each, in words; `from_schema` are those of the schema."""

    def __init__(self, faults: Sequence[str], from_schema: Sequence[str] = ()) -> None:
        self.faults = tuple(faults)
        self.from_schema = tuple(from_schema)
        super().__init__("; ".join([*self.faults, *self.from_schema]))


@dataclass(frozen=True)
class Package:
    """An archive ready for the operator: its name, its bytes, the identifier of the act and the names inside."""

    name: str
    content: bytes
    act_identifier: str
    message_name: str
    envelope_name: str
    files: tuple[str, ...]


def pack(
    message: Message,
    issuer: Issuer,
    *,
    operator: str,
    produced_on: date,
    serial: int = 1,
    schema: Schema | None = None,
) -> Package:
    """Make the package of an act; the same facts give the same bytes.

    `operator` is the trigram of the certified operator, `serial` the rank of the package among those of the day. With a
    `schema`, message and envelope are valid under it or it raises; without one, the checks made here stand alone and
    the message says whether paper follows, as the generation of 2018 requires.

    Raises `NotSendable` with everything that is wrong at once.
    """
    _refuse_unfit(message, issuer, operator, serial)
    identifier = naming.act_identifier(
        issuer.department, issuer.siren, message.on, message.number, NATURES[message.nature_code]
    )
    pieces = [message.document, *message.annexes]
    names = [
        naming.piece_name(identifier, piece.code, rank, media_type_of(piece.content) or "")
        for rank, piece in enumerate(pieces, start=1)
    ]
    act = _act(message, names, says_paper=schema is None or schema.says_paper)
    envelope = _envelope(issuer, naming.message_name(identifier))
    if schema is not None and (found := [*schema.faults_of(act), *schema.faults_of(envelope)]):
        raise NotSendable((), found)
    envelope_name = naming.envelope_name(issuer.siren, produced_on, serial)
    files = [
        (envelope_name, _written(envelope)),
        (naming.message_name(identifier), _written(act)),
        *zip(names, (piece.content for piece in pieces), strict=True),
    ]
    return Package(
        name=naming.archive_name(operator, envelope_name),
        content=_archive(files),
        act_identifier=identifier,
        message_name=naming.message_name(identifier),
        envelope_name=envelope_name,
        files=tuple(name for name, _content in files),
    )


def _refuse_unfit(message: Message, issuer: Issuer, operator: str, serial: int) -> None:
    checks = [*_of_issuer(issuer, operator, serial), *_of_message(message), *_of_pieces(message)]
    if faults := [fault for fault, holds in checks if not holds]:
        raise NotSendable(faults)


def _of_issuer(issuer: Issuer, operator: str, serial: int) -> list[tuple[str, bool]]:
    emails = [*issuer.return_emails, *([issuer.contact_email] if issuer.contact_email else [])]
    return [
        (N_("le SIREN de la collectivité (neuf chiffres)"), re.fullmatch(r"[0-9]{9}", issuer.siren) is not None),
        (N_("le département sur trois caractères (062)"), _DEPARTMENT.fullmatch(issuer.department) is not None),
        (N_("l'arrondissement sur un chiffre"), re.fullmatch(r"[0-9]", issuer.arrondissement) is not None),
        (
            N_("le code de nature de la collectivité (deux chiffres)"),
            re.fullmatch(r"[0-9]{2}", issuer.nature) is not None,
        ),
        (N_("l'adresse électronique de retour"), bool(issuer.return_emails)),
        (N_("une adresse électronique bien écrite"), all(_EMAIL.fullmatch(email) for email in emails)),
        (
            N_("le contact, sans caractère de commande"),
            not _CONTROLS.search(issuer.contact_name + issuer.contact_phone),
        ),
        (N_("les trois lettres de l'opérateur de transmission"), _TRIGRAM.fullmatch(operator) is not None),
        (N_("le rang de l'envoi dans la journée"), serial >= 1),
    ]


def _of_message(message: Message) -> list[tuple[str, bool]]:
    subject = message.subject.strip()
    replaced = re.compile(rf"(?:{_DEPARTMENT.pattern})-[0-9]{{9}}-[0-9]{{8}}-[A-Za-z0-9_]{{1,15}}-[A-Z]{{2}}")
    return [
        (
            N_("le numéro interne (quinze lettres, chiffres ou tirets bas au plus)"),
            naming.is_internal_number(message.number),
        ),
        (N_("la nature de l'acte (1 à 6)"), message.nature_code in NATURES),
        (N_("la matière de l'acte, sur deux à cinq niveaux"), 2 <= len(message.matter) <= 5),
        (N_("des codes de matière positifs"), all(code > 0 for code in message.matter)),
        (N_("l'objet, de 500 caractères au plus"), 0 < len(subject) <= SUBJECT_LENGTH),
        (N_("l'objet, sans caractère de commande"), not _CONTROLS.search(subject)),
        (N_("la date de la classification de la préfecture"), message.classification_on is not None),
        (N_("l'identifiant de l'acte précédent"), not message.replaces or bool(replaced.fullmatch(message.replaces))),
    ]


def _of_pieces(message: Message) -> list[tuple[str, bool]]:
    pieces = [message.document, *message.annexes]
    return [
        (N_("le texte de l'acte, en PDF"), media_type_of(message.document.content) == "application/pdf"),
        (
            N_("des annexes en PDF, PNG ou JPEG"),
            all(media_type_of(piece.content) is not None for piece in message.annexes),
        ),
        (
            N_("le code de chaque pièce jointe (99_DE, 22_AN)"),
            all(_PIECE_CODE.fullmatch(piece.code) for piece in pieces),
        ),
        (N_("99 annexes au plus"), len(message.annexes) <= MOST_ANNEXES),
        (N_("100 Mo de pièces au plus"), sum(len(piece.content) for piece in pieces) <= MOST_BYTES),
    ]


def _element(name: str, **attributes: object) -> etree._Element:
    """An element of @CTES, its attributes qualified like itself."""
    made = etree.Element(f"{{{ACTES}}}{name}", nsmap={"actes": ACTES, "insee": INSEE})
    for key, value in attributes.items():
        made.set(f"{{{ACTES}}}{key}", str(value))
    return made


def _leaf(name: str, text: str) -> etree._Element:
    made = _element(name)
    made.text = text
    return made


def _file(name: str, file_name: str) -> etree._Element:
    made = _element(name)
    made.append(_leaf("NomFichier", file_name))
    return made


def _act(message: Message, names: Sequence[str], *, says_paper: bool) -> etree._Element:
    act = _element(
        "Acte", Date=message.on.isoformat(), NumeroInterne=message.number, CodeNatureActe=message.nature_code
    )
    for level, code in enumerate(message.matter, start=1):
        act.append(_element(f"CodeMatiere{level}", CodeMatiere=code))
    act.append(_leaf("Objet", " ".join(message.subject.split())))
    if message.replaces:
        act.append(_element("PrecedentIdentifiantActe", IDActe=message.replaces))
    assert message.classification_on is not None
    act.append(_leaf("ClassificationDateVersion", message.classification_on.isoformat()))
    act.append(_file("Document", names[0]))
    annexes = _element("Annexes", Nombre=len(names) - 1)
    for name in names[1:]:
        annexes.append(_file("Annexe", name))
    act.append(annexes)
    if says_paper:
        act.append(_leaf("DocumentPapier", "O" if message.on_paper else "N"))
    return act


def _envelope(issuer: Issuer, message_name: str) -> etree._Element:
    envelope, sender = _element("EnveloppeCLMISILL"), _element("Emetteur")
    body = _element("IDCL", Departement=issuer.department, Arrondissement=issuer.arrondissement, Nature=issuer.nature)
    body.set(f"{{{INSEE}}}SIREN", issuer.siren)
    sender.append(body)
    told = {"Nom": issuer.contact_name, "Telephone": issuer.contact_phone, "Email": issuer.contact_email}
    if any(told.values()):
        contact = _element("Referent")
        contact.extend(_leaf(name, text) for name, text in told.items() if text)
        sender.append(contact)
    envelope.append(sender)
    back = _element("AdressesRetour")
    back.extend(_leaf("Email", email) for email in issuer.return_emails)
    envelope.append(back)
    sent = _element("FormulairesEnvoyes")
    sent.append(_file("Formulaire", message_name))
    envelope.append(sent)
    return envelope


def _written(document: etree._Element) -> bytes:
    etree.cleanup_namespaces(document, keep_ns_prefixes=["actes", "insee"])
    written = etree.tostring(document, encoding="ISO-8859-1", xml_declaration=True)
    assert isinstance(written, bytes)
    return written


def _archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A tar.gz whose bytes depend on names and contents alone: no date, no owner, one order."""
    out = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, content in files:
            header = tarfile.TarInfo(name)
            header.size, header.mtime, header.mode = len(content), 0, 0o644
            archive.addfile(header, io.BytesIO(content))
    return out.getvalue()
