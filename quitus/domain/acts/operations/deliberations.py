"""The text of a deliberation and what it is accompanied by, before the vote."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.acts import errors, rules, track_errors
from quitus.domain.acts.models import (
    ActAnnex,
    CommissionOpinion,
    Deliberation,
    DeliberationArticle,
    EarlierAct,
    LegalReference,
)
from quitus.domain.acts.operations.guards import locked, refuse_number_of_another, refuse_stranger, tell, undecided
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def draft_deliberation(
    *,
    by: Actor,
    authority_id: int,
    title: str,
    number: str = "",
    report: str = "",
    decision: str = "",
    articles: Sequence[rules.Article] = (),
    legal_references: Sequence[str] = (),
    earlier_acts: Sequence[rules.Earlier] = (),
    matter_code: str = "",
    matter_label: str = "",
) -> Deliberation:
    """Drafts a deliberation of the authority; its number may come later.

    What is decided is given as `articles`, or as `decision`, one text in which a line `Article 1 : …` begins each
    article (without any: the « Article unique »). Refuses with `NotYourRole`, `NotAllowed` (another authority),
    `NumberAlreadyUsed`, `ArticleNumberedTwice`.
    """
    refuse_stranger(by, authority_id)
    refuse_number_of_another(authority_id, number, None)
    deliberation = Deliberation.objects.create(
        authority_id=authority_id,
        title=title,
        number=number,
        report=report,
        matter_code=matter_code,
        matter_label=matter_label,
    )
    write_text(deliberation, articles or rules.split_articles(decision), legal_references, earlier_acts)
    tell(by, "draft_deliberation", deliberation, N_("Projet de délibération rédigé"))
    return deliberation


@operation
def revise_deliberation(
    *,
    by: Actor,
    deliberation_id: int,
    title: str,
    number: str,
    report: str,
    decision: str,
    legal_references: Sequence[str],
    earlier_acts: Sequence[rules.Earlier] | None = None,
    matter_code: str | None = None,
    matter_label: str | None = None,
) -> Deliberation:
    """Writes the text of a deliberation again, as long as the assembly has not decided.

    `decision` is one text, as in `draft_deliberation`; what is None stays. Refuses with `NotYourRole`, `NotAllowed`,
    `DeliberationNoLongerADraft`, `NumberAlreadyUsed`, `ArticleNumberedTwice`.
    """
    deliberation = undecided(by, deliberation_id)
    refuse_number_of_another(deliberation.authority_id, number, deliberation.pk)
    deliberation.title, deliberation.number, deliberation.report = title, number, report
    deliberation.matter_code = deliberation.matter_code if matter_code is None else matter_code
    deliberation.matter_label = deliberation.matter_label if matter_label is None else matter_label
    deliberation.save()
    deliberation.articles.all().delete()
    deliberation.references.all().delete()
    if earlier_acts is not None:
        deliberation.earlier_acts.all().delete()
    write_text(deliberation, rules.split_articles(decision), legal_references, earlier_acts or ())
    tell(by, "revise_deliberation", deliberation, N_("Texte de la délibération modifié"))
    return deliberation


@operation
def record_opinion(
    *, by: Actor, deliberation_id: int, commission: str, given_on: date, favourable: bool, remarks: str = ""
) -> CommissionOpinion:
    """Records what a commission said of the report. Opinions come in any order, before the vote.

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNoLongerADraft`, `OpinionAfterTheSitting`.
    The same commission asked again replaces its opinion.
    """
    refuse_future(given_on)
    deliberation = undecided(by, deliberation_id)
    if deliberation.sitting and given_on > deliberation.sitting.held_on:
        raise errors.OpinionAfterTheSitting(held_on=deliberation.sitting.held_on)
    opinion, _ = CommissionOpinion.objects.update_or_create(
        deliberation=deliberation,
        commission=commission,
        defaults={"given_on": given_on, "favourable": favourable, "remarks": remarks},
    )
    said = N_("Avis favorable d'une commission") if favourable else N_("Avis défavorable d'une commission")
    tell(by, "record_opinion", deliberation, said, commission=commission, on=given_on)
    return opinion


@operation
def add_annex(
    *,
    by: Actor,
    deliberation_id: int,
    title: str,
    file_name: str,
    sha256: str,
    size: int,
    media_type: str,
    kind: str = rules.ANNEX_KIND,
) -> ActAnnex:
    """Joins a file whose bytes are already kept (see `usecases.act_files.join_annex`); `size` in bytes.

    Before the act is transmitted or put online; to an act entered afterwards with its history, before it is put online
    here. Refuses with `NotYourRole`, `NotAllowed`, `AnnexesOfAnActOnline`, `ActAlreadyTransmitted`,
    `AnnexAlreadyJoined`.
    """
    deliberation = _with_open_annexes(by, deliberation_id)
    joined = deliberation.annexes.filter(sha256=sha256).first()
    if joined is not None:
        raise errors.AnnexAlreadyJoined(title=joined.title)
    last = deliberation.annexes.order_by("-rank").first()
    annex = ActAnnex.objects.create(
        deliberation=deliberation,
        rank=last.rank + 1 if last else 1,
        title=title,
        kind=kind,
        file_name=file_name,
        sha256=sha256,
        size=size,
        media_type=media_type,
    )
    tell(by, "add_annex", deliberation, N_("Annexe jointe : %(title)s"), title=title, sha256=sha256)
    return annex


@operation
def remove_annex(*, by: Actor, annex_id: int) -> None:
    """Takes an annex away from an act that was neither transmitted nor put online yet; its bytes stay.

    Refuses with `NotYourRole`, `NotAllowed`, `AnnexesOfAnActOnline`, `ActAlreadyTransmitted`.
    """
    annex = ActAnnex.objects.get(pk=annex_id)
    deliberation = _with_open_annexes(by, annex.deliberation_id)
    annex.delete()
    tell(by, "remove_annex", deliberation, N_("Annexe retirée : %(title)s"), title=annex.title, sha256=annex.sha256)


def write_text(
    deliberation: Deliberation,
    articles: Sequence[rules.Article],
    references: Sequence[str],
    earlier_acts: Sequence[rules.Earlier],
) -> None:
    """Writes articles, legal references and earlier acts, each in the order told.

    Refuses with `ArticleNumberedTwice`.
    """
    numbers = [article.number for article in articles]
    for number in numbers:
        if numbers.count(number) > 1:
            raise errors.ArticleNumberedTwice(number=number or "unique")
    if articles:
        DeliberationArticle.objects.bulk_create(
            DeliberationArticle(deliberation=deliberation, rank=rank, number=one.number, title=one.title, text=one.text)
            for rank, one in enumerate(articles, start=1)
        )
    if references:
        LegalReference.objects.bulk_create(
            LegalReference(deliberation=deliberation, rank=rank, text=text)
            for rank, text in enumerate(references, start=1)
        )
    _write_earlier_acts(deliberation, earlier_acts)


def _write_earlier_acts(deliberation: Deliberation, earlier_acts: Sequence[rules.Earlier]) -> None:
    """Each is tied to the authority's own act of that number, where there is one."""
    once = {earlier.number: earlier for earlier in earlier_acts}
    if not once:
        return
    own = Deliberation.objects.filter(authority_id=deliberation.authority_id, number__in=once)
    known = {act.number: act for act in own.exclude(pk=deliberation.pk)}
    EarlierAct.objects.bulk_create(
        EarlierAct(
            deliberation=deliberation,
            rank=rank,
            number=one.number,
            held_on=one.held_on,
            title=one.title,
            assembly=one.assembly,
            act=known.get(one.number),
        )
        for rank, one in enumerate(once.values(), start=1)
    )


def _with_open_annexes(by: Actor, deliberation_id: int) -> Deliberation:
    deliberation = locked(by, deliberation_id)
    if deliberation.published_slug:
        raise track_errors.AnnexesOfAnActOnline(on=deliberation.published_on)
    if deliberation.transmitted_on is not None and not deliberation.is_past_entry:
        raise errors.ActAlreadyTransmitted(transmitted_on=deliberation.transmitted_on)
    return deliberation
