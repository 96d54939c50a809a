"""To the prefect and back: the archive is made and kept here, a certified operator sends it (ADR 0013)."""

import re

from django.conf import settings as instance

from quitus.connectors import actes, documents
from quitus.domain.acts import operations, queries
from quitus.domain.acts.errors import DeliberationNotAdopted
from quitus.domain.acts.models import ActSettings, Deliberation, PrefectAnswer, Transmission
from quitus.domain.acts.states import DOCUMENTS_REQUESTED, LETTER, OBSERVATIONS, REFERRAL
from quitus.domain.acts.track_errors import (
    AnswerAboutAnotherAct,
    AnswerNotRead,
    PackageNotReady,
    PackageNotValid,
    SchemaNotUsable,
)
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.words import N_
from quitus.usecases.act_text import text_of

DELIBERATION_NATURE = 1
DOCUMENT_CODE = "99_DE"
LETTERS = {
    "letter": LETTER,
    "documents_requested": DOCUMENTS_REQUESTED,
    "observations": OBSERVATIONS,
    "referral": REFERRAL,
}


@operation
def prepare_archive(*, by: Actor, deliberation_id: int, pdf: bytes | None = None) -> Transmission:
    """Makes the archive of an act with its annexes, from the settings of its authority, and keeps it.

    `pdf` is the text of the act, else the document produced of it. With `QUITUS_ACTES_XSD` the archive is valid under
    that schema. Refuses with `DeliberationNotAdopted`, `ActSettingsMissing`, `PackageNotReady`, `PackageNotValid`,
    `SchemaNotUsable`, and with what `acts.operations.prepare_transmission` and `act_text.text_of` refuse with.
    """
    act = queries.deliberation(deliberation_id)
    if act.adopted_on is None:
        raise DeliberationNotAdopted()
    rank = operations.take_archive_rank(by=by, authority_id=act.authority_id)
    schema = _schema()
    package = _packed(act, rank, text_of(act, pdf).content, schema)
    return operations.prepare_transmission(
        by=by,
        deliberation_id=deliberation_id,
        file_name=package.name,
        envelope_name=package.envelope_name,
        act_identifier=package.act_identifier,
        archive_sha256=documents.store(package.content),
        archive_size=len(package.content),
        schema_generation=_generation(schema),
    )


def archive_content(transmission_id: int, authority_id: int) -> tuple[Transmission, bytes]:
    """An archive of an authority and its bytes. Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`."""
    found = queries.transmission(transmission_id, authority_id)
    return found, documents.read(found.archive_sha256)


@operation
def take_in_answer(*, by: Actor, deliberation_id: int, file_name: str, content: bytes) -> Transmission | PrefectAnswer:
    """Takes in a file of the prefecture, as the operator returns it: it moves the transmission it is about.

    An acknowledgement, an anomaly or a cancellation moves the transmission; a letter is added to the act. An archive
    may hold several answers: all those about this act are taken in, the last is returned. The same file again answers
    the same. Refuses with `AnswerNotRead`, `AnswerAboutAnotherAct`, and with what the operations of acts refuse with.
    """
    try:
        answers = actes.read_answers(content)
    except actes.AnswerUnreadable as unreadable:
        raise AnswerNotRead() from unreadable
    made = list(queries.transmissions(deliberation_id))
    about = [(answer, sent) for answer in answers if (sent := _sent(made, answer)) is not None]
    if not about:
        raise AnswerAboutAnotherAct(identifier=_named(answers[0]))
    # A letter is about an act that was received: the acknowledgement comes first, wherever the archive has it.
    about.sort(key=lambda one: not isinstance(one[0], actes.Acknowledgement))
    sha256 = documents.store(content)
    return [_take_in(by, sent, answer, file_name, sha256) for answer, sent in about][-1]


def _sent(made: list[Transmission], answer: actes.Answer) -> Transmission | None:
    return next((one for one in made if _is_about(answer, one)), None)


def _take_in(
    by: Actor, about: Transmission, answer: actes.Answer, file_name: str, sha256: str
) -> Transmission | PrefectAnswer:
    kept = {"answer_sha256": sha256, "answer_file_name": file_name[:200]}
    match answer:
        case actes.Acknowledgement():
            return operations.acknowledge_transmission(
                by=by, transmission_id=about.pk, received_on=answer.received_on, **kept
            )
        case actes.Anomaly():
            return operations.report_anomaly(
                by=by, transmission_id=about.pk, code=answer.code, detail=answer.detail, **kept
            )
        case actes.Cancelled():
            reason = N_("annulation enregistrée par la préfecture")
            return operations.cancel_transmission(by=by, transmission_id=about.pk, reason=reason, **kept)
    return _letter(by, about.deliberation_id, answer, file_name, sha256)


def _letter(by: Actor, deliberation_id: int, letter: actes.PrefectLetter, file_name: str, sha256: str) -> PrefectAnswer:
    return operations.record_prefect_answer(
        by=by,
        deliberation_id=deliberation_id,
        kind=LETTERS[letter.kind],
        on=letter.written_on,
        text=letter.text,
        file_name=file_name[:200],
        sha256=sha256,
    )


def _is_about(answer: actes.Answer, sent: Transmission) -> bool:
    if not isinstance(answer, actes.Anomaly):
        return answer.act_identifier.casefold() == sent.act_identifier.casefold()
    if answer.about_envelope:
        return f"{sent.act_identifier}-1-1_0.xml".casefold() in {name.casefold() for name in answer.forms}
    if answer.on_act is None:
        return False
    written = f"-{answer.on_act:%Y%m%d}-{answer.number}-".casefold()
    return bool(answer.number) and written in sent.act_identifier.casefold()


def _named(answer: actes.Answer) -> str:
    if isinstance(answer, actes.Anomaly):
        return answer.number or ", ".join(answer.forms) or "?"
    return answer.act_identifier


def _schema() -> actes.Schema | None:
    path = instance.QUITUS_ACTES_XSD
    if path is None:
        return None
    try:
        return actes.load(path)
    except actes.SchemaUnusable as unusable:
        raise SchemaNotUsable() from unusable


def _generation(schema: actes.Schema | None) -> str:
    if schema is None:
        return ""
    return N_("dit si un envoi papier suit") if schema.says_paper else N_("ne dit rien d'un envoi papier")


def _packed(act: Deliberation, rank: int, pdf: bytes, schema: actes.Schema | None) -> actes.Package:
    settings = queries.act_settings(act.authority_id)
    try:
        return actes.pack(
            _message(act, settings, pdf),
            _issuer(act, settings),
            operator=settings.operator_trigram,
            produced_on=today(),
            serial=rank,
            schema=schema,
        )
    except actes.NotSendable as refused:
        if refused.faults:
            raise PackageNotReady(faults=refused.faults) from refused
        raise PackageNotValid(faults=refused.from_schema[:3]) from refused


def _message(act: Deliberation, settings: ActSettings, pdf: bytes) -> actes.Message:
    matter = act.matter_code or settings.matter_code
    return actes.Message(
        on=act.adopted_on or today(),
        number=actes.internal_number(act.number),
        nature_code=DELIBERATION_NATURE,
        matter=tuple(map(int, matter.split("."))) if re.fullmatch(r"[0-9]+(\.[0-9]+)*", matter) else (),
        subject=act.title,
        classification_on=settings.classification_on,
        document=actes.Piece(DOCUMENT_CODE, pdf),
        annexes=tuple(actes.Piece(annex.kind, documents.read(annex.sha256)) for annex in act.annexes.all()),
    )


def _issuer(act: Deliberation, settings: ActSettings) -> actes.Issuer:
    return actes.Issuer(
        siren=(act.authority.siret or "")[:9],
        department=settings.department,
        arrondissement=settings.arrondissement,
        nature=settings.nature_code,
        return_emails=tuple(settings.return_emails.replace(",", " ").replace(";", " ").split()),
        contact_name=settings.referent_name,
        contact_phone=settings.referent_phone,
        contact_email=settings.referent_email,
    )
