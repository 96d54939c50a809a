"""What passes between the prefect and the authority once an act is transmitted."""

from datetime import date

from quitus.domain.acts import errors, states
from quitus.domain.acts.models import PrefectAnswer
from quitus.domain.acts.operations.guards import locked, tell
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

SAID = {
    states.LETTER: N_("Courrier du préfet"),
    states.DOCUMENTS_REQUESTED: N_("Le préfet demande des pièces complémentaires"),
    states.DOCUMENTS_RECEIVED: N_("Pièces complémentaires reçues par le préfet"),
    states.OBSERVATIONS: N_("Lettre d'observations du préfet"),
    states.REFERRAL: N_("Déféré du préfet devant le juge"),
}


@operation
def record_prefect_answer(
    *,
    by: Actor,
    deliberation_id: int,
    kind: str,
    on: date,
    text: str = "",
    reference: str = "",
    file_name: str = "",
    sha256: str = "",
) -> PrefectAnswer:
    """Adds what came from the prefect, or the missing documents he received (`states.PREFECT_ANSWERS`).

    A request for documents stops the delay of referral; their reception starts it anew (CGCT L.3132-1). The same file
    again answers the same. Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `NotTransmitted`,
    `AnswerBeforeTransmission`, `NoDocumentsRequested`.
    """
    refuse_future(on)
    deliberation = locked(by, deliberation_id)
    if (
        sha256
        and (former := deliberation.answers.filter(sha256=sha256, kind=kind, on=on, text=text).first()) is not None
    ):
        return former
    if deliberation.transmitted_on is None:
        raise errors.NotTransmitted()
    if on < deliberation.transmitted_on:
        raise errors.AnswerBeforeTransmission(transmitted_on=deliberation.transmitted_on)
    requested = deliberation.answers.filter(kind=states.DOCUMENTS_REQUESTED, on__lte=on)
    if kind == states.DOCUMENTS_RECEIVED and not requested.exists():
        raise errors.NoDocumentsRequested(on=on)
    answer = PrefectAnswer.objects.create(
        deliberation=deliberation,
        kind=kind,
        on=on,
        text=text,
        reference=reference,
        file_name=file_name,
        sha256=sha256,
    )
    tell(by, "record_prefect_answer", deliberation, SAID[kind], on=on, kind=kind)
    return answer
