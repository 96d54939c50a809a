"""Looking at pass, taking them, undoing, and reading what was taken."""

from datetime import date
from typing import Annotated

from ninja import Query, Router
from pydantic import StringConstraints

from quitus.domain.access.rules import CHECK, READ, REDEEM, UNDO
from quitus.domain.redemption import rules
from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.operations import Answer, Line, Looked
from quitus.domain.redemption.operations.statement import TAKEN
from quitus.interfaces.api.access import BATCHES, LARGE, Bearer, SoftwareRequest, inside
from quitus.interfaces.api.errors import RequestNotValid
from quitus.interfaces.api.v1 import schemas
from quitus.interfaces.api.v1.responses import answers
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.words import N_
from quitus.usecases import software

router = Router(tags=[N_("Pass")])


@router.post(
    "/check",
    auth=Bearer(CHECK),
    response=answers(schemas.CheckOut),
    operation_id="check",
    summary=N_("Vérifier des pass sans les encaisser"),
    description=N_(
        "Dit de chaque code ce que répondrait son encaissement dans ce lieu. Rien n'est dit de la personne à qui le "
        "pass a été remis. Un code qui n'existe pas compte comme un essai : au-delà de vingt en dix minutes, on attend."
    ),
)
@inside
def check(request: SoftwareRequest, asked: schemas.CheckIn) -> schemas.CheckOut:
    """Look at pass."""
    looked = software.look(
        by=request.auth.actor,
        access=request.auth.access,
        venue_id=int(asked.venue_id),
        codes=asked.codes,
        service_code=asked.service_code,
        service_on=asked.service_on,
    )
    return schemas.CheckOut(lines=[_seen(one) for one in looked])


@router.post(
    "/redemptions",
    auth=Bearer(REDEEM),
    response=answers(schemas.RedemptionOut),
    operation_id="redeem",
    summary=N_("Encaisser les pass d'un service"),
    description=N_(
        "Une réponse par code : un pass refusé ne gêne pas ses voisins. Si la réponse se perd, envoyez la même demande "
        "avec le même « request » : rien n'est encaissé deux fois et la réponse est la même."
    ),
)
@inside
def redeem(request: SoftwareRequest, asked: schemas.RedemptionIn) -> schemas.RedemptionOut:
    """Take the pass of one service."""
    told = software.take(by=request.auth.actor, access=request.auth.access, service=_line(asked), codes=asked.codes)
    return schemas.RedemptionOut(lines=[redemption_line(one) for one in told])


@router.post(
    "/redemptions/batch",
    auth=Bearer(REDEEM, limit=BATCHES, most=LARGE),
    response=answers(schemas.RedemptionOut),
    operation_id="redeem_batch",
    summary=N_("Encaisser les pass de plusieurs services"),
    description=N_(
        "Jusqu'à 10 000 lignes, chacune avec son service, son code et son « request » ; une réponse par ligne, dans "
        "l'ordre. Les lignes d'un même « request » sont les pass d'un même service."
    ),
)
@inside
def redeem_batch(request: SoftwareRequest, asked: schemas.BatchIn) -> schemas.RedemptionOut:
    """Take pass of many services."""
    told = software.take_lines(
        by=request.auth.actor, access=request.auth.access, lines=[_line(one, one.code) for one in asked.lines]
    )
    return schemas.RedemptionOut(lines=[redemption_line(one) for one in told])


@router.post(
    "/redemptions/undo",
    auth=Bearer(UNDO),
    response=answers(schemas.UndoOut),
    operation_id="undo",
    summary=N_("Annuler une utilisation"),
    description=N_(
        "Le pass peut être utilisé à nouveau. Sans motif pendant dix minutes ; ensuite avec un motif, que lit la "
        "collectivité. Ce qui figure sur une demande de remboursement ne s'annule plus."
    ),
)
@inside
def undo(request: SoftwareRequest, asked: schemas.UndoIn) -> schemas.UndoOut:
    """Undo one taking."""
    reversal = software.undo(
        by=request.auth.actor,
        access=request.auth.access,
        number=int(asked.number),
        turn=asked.turn,
        reason_code=asked.reason_code,
        note=asked.note,
    )
    return schemas.UndoOut(number=asked.number, turn=asked.turn, undone_on=reversal.occurred_on)


@router.get(
    "/redemptions",
    auth=Bearer(READ),
    response=answers(schemas.MineOut),
    operation_id="list_redemptions",
    summary=N_("Lire ce que vous avez encaissé"),
    description=N_(
        "Les utilisations de vos lieux, annulées comprises, du dernier jour de service au premier : 500 par page. Les "
        "deux jours sont compris."
    ),
)
@inside
def list_redemptions(
    request: SoftwareRequest,
    venue_id: schemas.Number | None = None,
    from_on: schemas.Day | None = None,
    to_on: schemas.Day | None = None,
    cursor: Annotated[str | None, StringConstraints(max_length=60), Query(None)] = None,
) -> schemas.MineOut:
    """A page of takings."""
    found = software.mine(
        access=request.auth.access,
        venue_id=int(venue_id) if venue_id else None,
        from_on=from_on,
        to_on=to_on,
        after=_cursor(cursor) if cursor else None,
    )
    last = found.last
    return schemas.MineOut(
        lines=[_mine(line, claim) for line, claim in found.lines],
        cursor=f"{last.service_on}.{last.number}.{last.turn}" if last else None,
    )


def redemption_line(one: Answer) -> schemas.RedemptionLine:
    """What came of one pass, as software reads it."""
    return schemas.RedemptionLine(
        outcome=one.refusal.code if one.refusal else TAKEN,
        message=sentence(one.refusal) if one.refusal else "",
        number=str(one.number) if one.number is not None else None,
        turn=one.turn,
        recorded_at=one.recorded_at,
        undo_until=one.recorded_at + rules.UNDO_FREELY if one.recorded_at else None,
    )


def _line(service: schemas.ServiceIn, code: str = "") -> Line:
    return Line(
        request=service.request,
        venue_id=int(service.venue_id),
        service_code=service.service_code,
        service_on=service.service_on,
        code=code,
        people_count=service.people_count,
        minutes=service.minutes,
        theme=service.theme,
    )


def _seen(one: Looked) -> schemas.CheckLine:
    return schemas.CheckLine(
        outcome=one.refusal.code if one.refusal else "usable",
        message=sentence(one.refusal) if one.refusal else "",
        number=str(one.number) if one.number is not None else None,
        face_value_cents=one.face_value_cents,
        usable_until=one.usable_until,
        services=list(one.services) if one.services else None,
    )


def _mine(line: Redemption, claim: str | None) -> schemas.Mine:
    return schemas.Mine(
        number=str(line.number),
        turn=line.turn,
        venue_id=str(line.venue_id),
        service_code=line.service.code,
        service_on=line.service_on,
        people_count=line.people_count,
        minutes=line.minutes,
        theme=line.theme,
        face_value_cents=line.order.face_value_cents,
        request=line.request,
        recorded_at=line.recorded_at,
        undone_on=line.undone_on,  # type: ignore[attr-defined]
        claim=claim,
    )


def _cursor(text: str) -> software.Cursor:
    try:
        day, number, turn = text.split(".")
        found = software.Cursor(date.fromisoformat(day), int(number), int(turn))
    except ValueError as odd:
        raise RequestNotValid(field="cursor") from odd
    if not (0 <= found.number < 2**63 and 0 <= found.turn < 2**31):
        raise RequestNotValid(field="cursor")
    return found
