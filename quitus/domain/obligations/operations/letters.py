"""The register of correspondence with the funder."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, policies, queries, states
from quitus.domain.obligations.models import Letter
from quitus.domain.obligations.operations.listing import settle_obligation
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What is known of a letter: `direction` "in" or "out", `channel` one of `states.CHANNELS`, `address` where it was
    sent or from where it came, `proof` what proves its sending (a number, an acknowledgement) and on which day.
    """

    direction: str
    on: date
    subject: str
    address: str
    channel: str
    correspondent: str = ""
    reference: str = ""
    proof: str = ""
    proof_on: date | None = None


@operation
def record_letter(
    *,
    by: Actor,
    convention_id: int,
    letter: LetterFacts,
    file: FileFacts | None = None,
    obligation_id: int | None = None,
) -> Letter:
    """Enters a letter in the register; it settles the obligation that it names.

    One sent to another address than the convention's own on that day is kept and told (`Letter.went_elsewhere`), never
    refused: a mistake must be seen, not hidden. Refuses with `NotYourRole`, `DateInTheFuture`, `UnknownWord`,
    `ProofBeforeLetter`, and what settling refuses.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    refuse_future(letter.on)
    _refuse_unknown(letter)
    proof_on = (letter.proof_on or letter.on) if letter.proof else None
    if proof_on is not None:
        refuse_future(proof_on)
        _refuse_early_proof(letter.on, proof_on)
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    last = Letter.objects.filter(scheme_id=convention.scheme_id).aggregate(last=Max("number"))["last"] or 0
    is_sent = letter.direction == states.OUTGOING
    entered = Letter.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        obligation_id=obligation_id,
        number=last + 1,
        expected_address=queries.address_on(convention_id, letter.on) if is_sent else "",
        **(asdict(letter) | {"proof_on": proof_on}),
        **(asdict(file) if file else {}),
    )
    if obligation_id is not None:
        # Written in the language of the thread, as every note of a settlement is.
        note = f"Courrier n° {entered.number} : {letter.subject}"
        settle_obligation(by=by, obligation_id=obligation_id, done_on=letter.on, note=note, file=file)
    _record(by, "record_letter", entered, N_("Courrier enregistré"))
    return entered


@operation
def prove_sending(*, by: Actor, letter_id: int, proof: str, on: date) -> Letter:
    """Records what proves that a letter was sent, once: a number of registered mail, an acknowledgement.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ProofOfIncomingLetter`, `ProofAlreadyGiven`, `ProofBeforeLetter`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    refuse_future(on)
    [letter] = lock(Letter.objects.filter(pk=letter_id))
    if letter.direction != states.OUTGOING:
        raise errors.ProofOfIncomingLetter()
    if letter.proof_on is not None:
        raise errors.ProofAlreadyGiven(on=letter.proof_on)
    _refuse_early_proof(letter.on, on)
    letter.proof, letter.proof_on = proof, on
    letter.save()
    _record(by, "prove_sending", letter, N_("Preuve d'envoi enregistrée"))
    return letter


def _refuse_unknown(letter: LetterFacts) -> None:
    for word, known in ((letter.direction, states.DIRECTIONS), (letter.channel, states.CHANNELS)):
        if word not in known:
            raise errors.UnknownWord(word=word)


def _refuse_early_proof(on: date, proof_on: date) -> None:
    if proof_on < on:
        raise errors.ProofBeforeLetter(on=on)


def _record(by: Actor, verb: str, letter: Letter, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="letter",
        subject_id=letter.pk,
        summary=summary,
        data={"number": letter.number, "on": letter.on, "subject": letter.subject},
    )
