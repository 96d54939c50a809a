"""What the authority does with its acts. The only file that writes to the tables of the room."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.acts import errors, policies, rules, states
from quitus.domain.acts.models import CommissionOpinion, Deliberation, LegalReference, Sitting
from quitus.domain.audit.operations import record
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.refusals import NotAllowed
from quitus.kernel.words import N_


@operation
def plan_sitting(
    *, by: Actor, authority_id: int, assembly: str, held_on: date, second_convocation: bool = False
) -> Sitting:
    """Plans a sitting of an assembly, or answers the one already planned that day.

    Refuses with `NotYourRole`, `NotAllowed` (another authority).
    """
    _refuse_stranger(by, authority_id)
    sitting, is_new = Sitting.objects.get_or_create(
        authority_id=authority_id,
        assembly=assembly,
        held_on=held_on,
        defaults={"second_convocation": second_convocation},
    )
    if is_new:
        record(
            by=by,
            verb="plan_sitting",
            subject_kind="sitting",
            subject_id=sitting.pk,
            summary=N_("Réunion prévue"),
            data={"assembly": assembly, "held_on": held_on},
        )
    return sitting


@operation
def draft_deliberation(
    *,
    by: Actor,
    authority_id: int,
    title: str,
    number: str = "",
    report: str = "",
    decision: str = "",
    legal_references: Sequence[str] = (),
) -> Deliberation:
    """Drafts a deliberation of the authority; its number may come later.

    Refuses with `NotYourRole`, `NotAllowed` (another authority), `NumberAlreadyUsed`.
    """
    _refuse_stranger(by, authority_id)
    _refuse_number_of_another(authority_id, number, None)
    deliberation = Deliberation.objects.create(
        authority_id=authority_id, title=title, number=number, report=report, decision=decision
    )
    _write_references(deliberation, legal_references)
    _record(by, "draft_deliberation", deliberation, N_("Projet de délibération rédigé"))
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
) -> Deliberation:
    """Writes the text of a deliberation again, as long as the assembly has not decided.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`, `NumberAlreadyUsed`.
    """
    deliberation = _draft(by, deliberation_id)
    _refuse_number_of_another(deliberation.authority_id, number, deliberation.pk)
    deliberation.title, deliberation.number = title, number
    deliberation.report, deliberation.decision = report, decision
    deliberation.save()
    deliberation.references.all().delete()
    _write_references(deliberation, legal_references)
    _record(by, "revise_deliberation", deliberation, N_("Texte de la délibération modifié"))
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
    deliberation = _draft(by, deliberation_id)
    if deliberation.sitting and given_on > deliberation.sitting.held_on:
        raise errors.OpinionAfterTheSitting(held_on=deliberation.sitting.held_on)
    opinion, _ = CommissionOpinion.objects.update_or_create(
        deliberation=deliberation,
        commission=commission,
        defaults={"given_on": given_on, "favourable": favourable, "remarks": remarks},
    )
    said = N_("Avis favorable d'une commission") if favourable else N_("Avis défavorable d'une commission")
    _record(by, "record_opinion", deliberation, said, commission=commission, on=given_on)
    return opinion


@operation
def put_on_agenda(*, by: Actor, deliberation_id: int, sitting_id: int) -> Deliberation:
    """Puts a deliberation on the agenda of a sitting of its authority, or moves it to another one.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`.
    """
    deliberation = _draft(by, deliberation_id)
    sitting = Sitting.objects.get(pk=sitting_id)
    _refuse_stranger(by, sitting.authority_id)
    deliberation.sitting = sitting
    deliberation.state = _next_state(deliberation, "put_on_agenda")
    deliberation.save()
    _record(by, "put_on_agenda", deliberation, N_("Inscrite à l'ordre du jour"), on=sitting.held_on)
    return deliberation


@operation
def call_sitting(
    *, by: Actor, deliberation_id: int, assembly: str, held_on: date, second_convocation: bool = False
) -> Deliberation:
    """Puts a deliberation on the agenda of the sitting of an assembly on a day, planned if it was not.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`.
    """
    deliberation = _draft(by, deliberation_id)
    sitting = plan_sitting(
        by=by,
        authority_id=deliberation.authority_id,
        assembly=assembly,
        held_on=held_on,
        second_convocation=second_convocation,
    )
    return put_on_agenda(by=by, deliberation_id=deliberation_id, sitting_id=sitting.pk)


@operation
def record_vote(
    *,
    by: Actor,
    deliberation_id: int,
    votes_for: int,
    votes_against: int,
    attendance: rules.Attendance,
    votes_abstention: int | None = None,
    president_votes_for: bool | None = None,
    number: str = "",
    president: str = "",
    secretary: str = "",
) -> Deliberation:
    """Records the vote of the assembly; the result follows from it.

    `attendance` is that of the whole sitting; `votes_abstention` is None where the act does not count them;
    `president_votes_for` is needed in case of a tie only. Refuses with `NotYourRole`, `NotAllowed`,
    `DeliberationNoLongerADraft`, `DeliberationNotOnAgenda`, `SittingNotHeld`, `QuorumMissing`, `NoVoteCast`,
    `MoreVotesThanVoters`, `TieNeedsThePresident`, `NumberMissing`, `NumberAlreadyUsed`.
    """
    deliberation = _draft(by, deliberation_id)
    if deliberation.sitting_id is None:
        raise errors.DeliberationNotOnAgenda()
    [sitting] = lock(Sitting.objects.filter(pk=deliberation.sitting_id))
    vote = rules.Vote(votes_for, votes_against, votes_abstention)
    adopted = _result(sitting, attendance, vote, president_votes_for)
    deliberation.number = number or deliberation.number
    if not deliberation.number:
        raise errors.NumberMissing()
    _refuse_number_of_another(deliberation.authority_id, deliberation.number, deliberation.pk)
    _keep_attendance(sitting, attendance, president, secretary)
    deliberation.votes_for, deliberation.votes_against = votes_for, votes_against
    deliberation.votes_abstention = votes_abstention
    deliberation.president_votes_for = president_votes_for
    deliberation.state = _next_state(deliberation, "adopt" if adopted else "reject")
    deliberation.adopted_on = sitting.held_on if adopted else None
    deliberation.save()
    _record(
        by,
        "record_vote",
        deliberation,
        N_("Adoptée par l'assemblée") if adopted else N_("Rejetée par l'assemblée"),
        on=sitting.held_on,
        votes_for=votes_for,
        votes_against=votes_against,
    )
    return deliberation


@operation
def withdraw_deliberation(*, by: Actor, deliberation_id: int) -> Deliberation:
    """Withdraws a deliberation before the vote.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`.
    """
    deliberation = _draft(by, deliberation_id)
    deliberation.state = _next_state(deliberation, "withdraw")
    deliberation.save()
    _record(by, "withdraw_deliberation", deliberation, N_("Retirée avant le vote"))
    return deliberation


@operation
def record_transmission(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day the act was transmitted to the prefect (CGCT L.3131-1).

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`,
    `AlreadyRecorded`.
    """
    deliberation = _adopted(by, deliberation_id, on)
    _refuse_second_time(deliberation.transmitted_on)
    deliberation.transmitted_on = on
    deliberation.save()
    _record(by, "record_transmission", deliberation, N_("Transmise au contrôle de légalité"), on=on)
    return deliberation


@operation
def record_acknowledgement(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the prefect's acknowledgement: the proof of the transmission, not a condition of anything.

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `NotTransmitted`,
    `AcknowledgedBeforeTransmission`, `AlreadyRecorded`.
    """
    deliberation = _adopted(by, deliberation_id, on)
    if deliberation.transmitted_on is None:
        raise errors.NotTransmitted()
    if on < deliberation.transmitted_on:
        raise errors.AcknowledgedBeforeTransmission(transmitted_on=deliberation.transmitted_on)
    _refuse_second_time(deliberation.acknowledged_on)
    deliberation.acknowledged_on = on
    deliberation.save()
    _record(by, "record_acknowledgement", deliberation, N_("Accusé de réception de la préfecture"), on=on)
    return deliberation


@operation
def record_publication(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day the act was put online (CGCT L.3131-1, R.3131-2).

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`,
    `AlreadyRecorded`.
    """
    deliberation = _adopted(by, deliberation_id, on)
    _refuse_second_time(deliberation.published_on)
    deliberation.published_on = on
    deliberation.save()
    _record(by, "record_publication", deliberation, N_("Publiée en ligne"), on=on)
    return deliberation


def _refuse_stranger(by: Actor, authority_id: int) -> None:
    refuse_unless(policies.may_keep_acts(by.role))
    if by.organisation_id != authority_id:
        raise NotAllowed()


def _locked(by: Actor, deliberation_id: int) -> Deliberation:
    [deliberation] = lock(Deliberation.objects.select_related("sitting").filter(pk=deliberation_id))
    _refuse_stranger(by, deliberation.authority_id)
    return deliberation


def _draft(by: Actor, deliberation_id: int) -> Deliberation:
    deliberation = _locked(by, deliberation_id)
    if not states.DELIBERATION[deliberation.state]:
        raise errors.DeliberationNoLongerADraft(state=states.LABELS[deliberation.state])
    return deliberation


def _adopted(by: Actor, deliberation_id: int, on: date) -> Deliberation:
    refuse_future(on)
    deliberation = _locked(by, deliberation_id)
    if deliberation.adopted_on is None:
        raise errors.DeliberationNotAdopted()
    if on < deliberation.adopted_on:
        raise errors.DateBeforeAdoption(adopted_on=deliberation.adopted_on)
    return deliberation


def _next_state(deliberation: Deliberation, action: str) -> str:
    reached = states.after(deliberation.state, action)
    if reached is None:
        raise errors.DeliberationNotOnAgenda()
    return reached


def _refuse_second_time(recorded: date | None) -> None:
    if recorded is not None:
        raise errors.AlreadyRecorded(on=recorded)


def _refuse_number_of_another(authority_id: int, number: str, deliberation_id: int | None) -> None:
    others = Deliberation.objects.filter(authority_id=authority_id, number=number)
    if deliberation_id is not None:
        others = others.exclude(pk=deliberation_id)
    if number and others.exists():
        raise errors.NumberAlreadyUsed(number=number)


def _write_references(deliberation: Deliberation, texts: Sequence[str]) -> None:
    LegalReference.objects.bulk_create(
        LegalReference(deliberation=deliberation, rank=rank, text=text) for rank, text in enumerate(texts, start=1)
    )


def _result(sitting: Sitting, attendance: rules.Attendance, vote: rules.Vote, president_for: bool | None) -> bool:
    """Whether the vote adopts; every reason for which it cannot stand is refused."""
    if sitting.held_on > today():
        raise errors.SittingNotHeld(held_on=sitting.held_on)
    if not rules.has_quorum(attendance, second_convocation=sitting.second_convocation):
        raise errors.QuorumMissing(
            represented=attendance.present_count + (attendance.proxy_count or 0),
            members=attendance.present_count + attendance.excused_count,
        )
    if not vote.votes_for + vote.votes_against:
        raise errors.NoVoteCast()
    if vote.total > (most := rules.most_votes(attendance)):
        raise errors.MoreVotesThanVoters(votes=vote.total, most=most)
    adopted = rules.is_adopted(vote, president_for=president_for)
    if adopted is None:
        raise errors.TieNeedsThePresident()
    return adopted


def _keep_attendance(sitting: Sitting, attendance: rules.Attendance, president: str, secretary: str) -> None:
    """Writes the attendance of the sitting. It may differ from one vote to the next: the last one told stays."""
    sitting.present_count = attendance.present_count
    sitting.excused_count = attendance.excused_count
    sitting.proxy_count = attendance.proxy_count
    sitting.non_voting_count = attendance.non_voting_count
    sitting.excused_non_voting_count = attendance.excused_non_voting_count
    sitting.president = president or sitting.president
    sitting.secretary = secretary or sitting.secretary
    sitting.save()


def _record(by: Actor, verb: str, deliberation: Deliberation, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="deliberation", subject_id=deliberation.pk, summary=summary, data=data)
