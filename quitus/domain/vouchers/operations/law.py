"""What an authority needs before it issues pass itself: an opinion on law, and the accountant's assent.

Whether it may is not settled in law. The software says so, asks for both, and decides nothing.
"""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.grants.files import FileFacts
from quitus.domain.organisations.operations import refuse_who_prepared
from quitus.domain.vouchers import policies, queries
from quitus.domain.vouchers.errors import (
    AssentAlreadyGiven,
    AssentBeforeOpinion,
    LegalOpinionMissing,
    OpinionNotFavourable,
    OpinionReferenceTaken,
    SelfIssueAssentMissing,
)
from quitus.domain.vouchers.models import LegalOpinion, Order
from quitus.domain.vouchers.operations.steps import PREPARED_BY
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def record_legal_opinion(
    *, by: Actor, reference: str, author: str, given_on: date, is_favourable: bool, file: FileFacts, note: str = ""
) -> LegalOpinion:
    """Keep what a lawyer said of pass issued by the authority itself, with its file.

    Refuses with `NotYourRole`, `DateInTheFuture`, `OpinionReferenceTaken`.
    """
    refuse_unless(policies.may_record_legal_opinion(by.role))
    refuse_future(given_on)
    opinion = LegalOpinion(
        scheme_id=current_scheme_id(),
        reference=reference.strip(),
        author=author.strip(),
        given_on=given_on,
        is_favourable=is_favourable,
        note=note.strip(),
        file_name=file.file_name,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
    )
    with refused_by("a_reference_names_one_legal_opinion", OpinionReferenceTaken(reference=opinion.reference)):
        opinion.save(force_insert=True)
    _told(by, "record_legal_opinion", opinion, N_("Avis juridique enregistré"))
    return opinion


@operation
def assent_to_self_issue(*, by: Actor, opinion_id: int, assent_on: date, paper: OnPaper | None = None) -> LegalOpinion:
    """The public accountant agrees, having read a favourable opinion, that the authority issues pass itself.

    With a `paper` he signed, the authority enters his assent.
    Refuses with `NotYourRole`, `SamePersonOnBothSides`, `DateInTheFuture`, `OpinionNotFavourable`,
    `AssentAlreadyGiven`, `AssentBeforeOpinion`.
    """
    refuse_unless(policies.may_assent_to_self_issue(by.role, on_paper=paper is not None))
    if paper is None:
        refuse_who_prepared(by, "legal_opinion", opinion_id, PREPARED_BY["assent_to_self_issue"])
    refuse_future(assent_on)
    found = lock(LegalOpinion.objects.filter(pk=opinion_id))
    if not found:
        raise LegalOpinion.DoesNotExist(opinion_id)
    (opinion,) = found
    if not opinion.is_favourable:
        raise OpinionNotFavourable(reference=opinion.reference)
    if opinion.assent_on is not None:
        raise AssentAlreadyGiven(reference=opinion.reference, assent_on=opinion.assent_on)
    if assent_on < opinion.given_on:
        raise AssentBeforeOpinion(given_on=opinion.given_on)
    opinion.assent_on = assent_on
    opinion.assent_by = paper.signed_by.strip() if paper else by.label
    opinion.save(update_fields=["assent_on", "assent_by"])
    if paper is not None:
        keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="legal_opinion",
            subject_id=opinion.pk,
            verb="assent_to_self_issue",
            signed_on=assent_on,
        )
    _told(by, "assent_to_self_issue", opinion, N_("Accord du comptable à l'émission par la collectivité"))
    return opinion


def refuse_without_law(order: Order, on: date) -> None:
    """Refuses to confirm a self-issued order that lacks the opinion or the assent, given by the day `on`.

    Refuses with `LegalOpinionMissing`, `SelfIssueAssentMissing`.
    """
    opinion = queries.self_issue_opinion(on)
    if opinion is None:
        raise LegalOpinionMissing(number=order.number)
    if opinion.assent_on is None or opinion.assent_on > on:
        raise SelfIssueAssentMissing(number=order.number)


def _told(by: Actor, verb: str, opinion: LegalOpinion, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="legal_opinion",
        subject_id=opinion.pk,
        summary=summary,
        data={"reference": opinion.reference},
    )
