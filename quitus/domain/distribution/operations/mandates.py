"""Conventions de mandat: a body distributes pass for the authority, with its own people, and renders accounts."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.errors import (
    AppointmentAlreadyEnded,
    AppointmentEndsTooEarly,
    AssentMissing,
    DatesOfImprestDisagree,
    ReferenceMissing,
)
from quitus.domain.distribution.models import (
    DistributionPoint,
    Holder,
    MandateAccount,
    MandateConvention,
    MandatedPerson,
)
from quitus.domain.distribution.operations.regie_assents import refuse_who_may_not_propose, sign_assent
from quitus.domain.distribution.operations.regie_checks import refuse_while_slips_wait
from quitus.domain.distribution.operations.regie_ends import refuse_if_used_after
from quitus.domain.distribution.operations.requests import lapse_request
from quitus.domain.distribution.queries.mandates import power_of_mandated
from quitus.domain.distribution.regie_errors import (
    AccountRenderedTooEarly,
    ActAlreadyAssented,
    MandateIncomplete,
    MandateNotEmpty,
    MandateNotInForce,
    MandateStandsElsewhere,
    PeriodNotAccountable,
    PersonNotOfTheBody,
    PointStandsElsewhere,
)
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.errors import RolesIncompatible
from quitus.domain.organisations.roles import HANDOUT_AGENT, LABELS
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def propose_mandate(
    *,
    by: Actor,
    body_id: int,
    purpose: str,
    ceiling_cents: int,
    starts_on: date,
    ends_on: date,
    remuneration_cents: int = 0,
    accounts_every_months: int = 12,
    accounts_within_days: int = 30,
    mandate_id: int | None = None,
) -> MandateConvention:
    """Propose to the accountant a convention de mandat with a body, or write a proposed one anew (`mandate_id`).

    `remuneration_cents` is for a year. Refuses with `NotYourRole`, `MandateIncomplete`, `ActAlreadyAssented`.
    """
    refuse_who_may_not_propose(by)
    mandate = MandateConvention(scheme_id=current_scheme_id()) if mandate_id is None else _locked(mandate_id)
    if mandate_id is not None and mandate.state != states.PROPOSED:
        raise ActAlreadyAssented()
    if (
        not purpose.strip()
        or ceiling_cents < 1
        or remuneration_cents < 0
        or ends_on < starts_on
        or not 1 <= accounts_every_months <= 12
        or not 1 <= accounts_within_days <= 366
    ):
        raise MandateIncomplete()
    mandate.body = organisations.organisation(body_id)
    mandate.purpose = purpose.strip()
    mandate.ceiling_cents = ceiling_cents
    mandate.remuneration_cents = remuneration_cents
    mandate.accounts_every_months = accounts_every_months
    mandate.accounts_within_days = accounts_within_days
    mandate.starts_on = starts_on
    mandate.ends_on = ends_on
    mandate.save()
    _told(by, "propose_mandate", mandate, N_("Convention de mandat proposée au comptable : %(body)s"))
    return mandate


@operation
def assent_to_mandate(
    *, by: Actor, mandate_id: int, assent_on: date, paper: OnPaper | None = None
) -> MandateConvention:
    """The public accountant agrees to a convention de mandat (CGCT L.1611-7); with `paper`, on signed paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `MandateStandsElsewhere`.
    """
    refuse_future(assent_on)
    mandate = _locked(mandate_id)
    sign_assent(by, paper, "mandate", mandate.pk, "assent_to_mandate", assent_on)
    _refuse_elsewhere(mandate, "assent_to_mandate")
    mandate.assent_on = assent_on
    mandate.save(update_fields=["assent_on"])
    _told(by, "assent_to_mandate", mandate, N_("Avis conforme du comptable au mandat : %(body)s"))
    return mandate


@operation
def sign_mandate(*, by: Actor, mandate_id: int, signed_on: date, act_reference: str) -> MandateConvention:
    """The convention de mandat is signed: from its first day the body may hold pass.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AssentMissing`, `MandateStandsElsewhere`, `ReferenceMissing`,
    `DatesOfImprestDisagree`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(signed_on)
    mandate = _locked(mandate_id)
    if mandate.assent_on is None:
        raise AssentMissing()
    _refuse_elsewhere(mandate, "sign_mandate")
    if not act_reference.strip():
        raise ReferenceMissing()
    if signed_on < mandate.assent_on:
        raise DatesOfImprestDisagree(previous_on=mandate.assent_on)
    mandate.signed_on = signed_on
    mandate.act_reference = act_reference.strip()
    mandate.save(update_fields=["signed_on", "act_reference"])
    Holder.objects.create(
        scheme_id=mandate.scheme_id, kind=states.MANDATED, label=mandate.body.short_name, mandate=mandate
    )
    _told(by, "sign_mandate", mandate, N_("Convention de mandat signée : %(body)s"))
    return mandate


@operation
def close_mandate(*, by: Actor, mandate_id: int, closed_on: date) -> MandateConvention:
    """End a mandate once the body holds nothing any more: its points close, its people's powers end.

    Accounts of the past stay owed. Refuses with `NotYourRole`, `DateInTheFuture`, `MandateStandsElsewhere`,
    `DatesOfImprestDisagree`, `MandateNotEmpty`, `SlipsNotReceived`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(closed_on)
    # Before the mandate, as whoever moves its pass does: a hand-out under way is seen whole, or not begun.
    lock(MandatedPerson.objects.filter(mandate_id=mandate_id))
    mandate = _locked(mandate_id)
    _refuse_elsewhere(mandate, "close_mandate")
    assert mandate.signed_on is not None
    holders = list(Holder.objects.filter(mandate=mandate)) + list(Holder.objects.filter(point__mandate=mandate))
    moved = [queries.last_moved_on_at(holder.pk) for holder in holders]
    earliest_on = max([mandate.signed_on, *(day for day in moved if day is not None)])
    if closed_on < earliest_on:
        raise DatesOfImprestDisagree(previous_on=earliest_on)
    held = queries.held_by_mandate(mandate.pk)
    if held.count:
        raise MandateNotEmpty(count=held.count)
    refuse_while_slips_wait(mandate.body.short_name, [holder.pk for holder in holders])
    mandate.closed_on = closed_on
    mandate.save(update_fields=["closed_on"])
    for point in lock(DistributionPoint.objects.filter(mandate=mandate, closed_on=None)):
        point.closed_on = max(closed_on, point.opened_on)
        point.save(update_fields=["closed_on"])
    lapse_request(by, mandate.stock, closed_on)
    _told(by, "close_mandate", mandate, N_("Convention de mandat close : %(body)s"))
    return mandate


# --- the people of the body


@operation
def name_mandated_person(
    *,
    by: Actor,
    mandate_id: int,
    user_id: int,
    reference: str,
    starts_on: date,
    ends_on: date | None = None,
    point_id: int | None = None,
) -> MandatedPerson:
    """Record a person whom the body has named, by the letter `reference`, to hold and hand out its pass.

    Refuses with `NotYourRole`, `ReferenceMissing`, `AppointmentEndsTooEarly`, `MandateNotInForce`,
    `PersonNotOfTheBody`, `RolesIncompatible` (the accountant), `PointStandsElsewhere`.
    """
    refuse_who_may_not_propose(by)
    if not reference.strip():
        raise ReferenceMissing()
    if ends_on is not None and ends_on < starts_on:
        raise AppointmentEndsTooEarly(starts_on=starts_on)
    mandate = queries.mandate_convention(mandate_id)
    if mandate.state != states.IN_FORCE or not mandate.starts_on <= starts_on <= mandate.ends_on:
        raise MandateNotInForce(body=mandate.body.short_name, on=starts_on)
    _refuse_unfit_person(mandate, user_id, (starts_on, ends_on))
    point = queries.point(point_id) if point_id is not None else None
    if point is not None and point.mandate_id != mandate.pk:
        raise PointStandsElsewhere(point=point.name)
    person = MandatedPerson.objects.create(
        scheme_id=mandate.scheme_id,
        mandate=mandate,
        user_id=user_id,
        point=point,
        reference=reference.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _told(by, "name_mandated_person", mandate, N_("Personne nommée par l'organisme : %(person)s"), person)
    return person


def _refuse_unfit_person(mandate: MandateConvention, user_id: int, days: tuple[date, date | None]) -> None:
    roles = organisations.members(mandate.scheme_id).filter(user_id=user_id, organisation_id=mandate.body_id)
    if not roles.exists():
        raise PersonNotOfTheBody(body=mandate.body.short_name)
    held = organisations.incompatible_roles(mandate.scheme_id, user_id=user_id, role=HANDOUT_AGENT, days=days)
    if held:
        named = LABELS[HANDOUT_AGENT]
        raise RolesIncompatible(full_name=held[0].user.full_name, held=LABELS[held[0].role], asked=named)


@operation
def end_mandated_person(*, by: Actor, person_id: int, ends_on: date) -> MandatedPerson:
    """The last day on which a person of a mandated body may hold and hand out pass, past or planned.

    Refuses with `NotYourRole`, `AppointmentAlreadyEnded`, `AppointmentEndsTooEarly`, `AppointmentUsedLater`.
    """
    refuse_who_may_not_propose(by)
    (person,) = lock(MandatedPerson.objects.select_related("mandate__body", "user").filter(pk=person_id))
    if person.ends_on is not None and person.ends_on <= ends_on:
        raise AppointmentAlreadyEnded(ends_on=person.ends_on)
    if ends_on < person.starts_on:
        raise AppointmentEndsTooEarly(starts_on=person.starts_on)
    others = MandatedPerson.objects.filter(mandate_id=person.mandate_id, user_id=person.user_id).exclude(pk=person.pk)
    refuse_if_used_after(
        user_id=person.user_id,
        ended=power_of_mandated(person),
        left=[power_of_mandated(one) for one in others.select_related("mandate")],
        ends_on=ends_on,
        mandate_id=person.mandate_id,
    )
    person.ends_on = ends_on
    person.save(update_fields=["ends_on"])
    _told(by, "end_mandated_person", person.mandate, N_("Fin du pouvoir de %(person)s"), person)
    return person


# --- accounts


@operation
def render_mandate_account(
    *, by: Actor, mandate_id: int, period_from: date, rendered_on: date, note: str = "", paper: OnPaper | None = None
) -> MandateAccount:
    """Record the account that the body renders for a period of `queries.periods_of`, with its scan when there is one.

    Refuses with `NotYourRole`, `DateInTheFuture`, `PeriodNotAccountable`, `AccountRenderedTooEarly`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(rendered_on)
    mandate = _locked(mandate_id)
    if mandate.signed_on is None:
        raise MandateStandsElsewhere(body=mandate.body.short_name, state=states.MANDATE_LABELS[mandate.state])
    rendered = set(mandate.accounts.values_list("period_from", flat=True))
    period = next((one for one in queries.periods_of(mandate) if one.starts_on == period_from), None)
    if period is None or period_from in rendered:
        raise PeriodNotAccountable(period_from=period_from)
    if rendered_on <= period.ends_on:
        raise AccountRenderedTooEarly(period_to=period.ends_on)
    account = MandateAccount.objects.create(
        scheme_id=mandate.scheme_id,
        mandate=mandate,
        period_from=period.starts_on,
        period_to=period.ends_on,
        rendered_on=rendered_on,
        note=note.strip(),
    )
    if paper is not None:
        keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="mandate",
            subject_id=mandate.pk,
            verb="render_mandate_account",
            signed_on=rendered_on,
        )
    _told(by, "render_mandate_account", mandate, N_("Compte rendu par l'organisme mandaté : %(body)s"))
    return account


def _locked(mandate_id: int) -> MandateConvention:
    (found,) = lock(MandateConvention.objects.select_related("body").filter(pk=mandate_id))
    return found


def _refuse_elsewhere(mandate: MandateConvention, verb: str) -> None:
    if after(states.MANDATE, mandate.state, verb) is None:
        raise MandateStandsElsewhere(body=mandate.body.short_name, state=states.MANDATE_LABELS[mandate.state])


def _told(by: Actor, verb: str, mandate: MandateConvention, summary: str, person: MandatedPerson | None = None) -> None:
    data = {"body": mandate.body.short_name}
    if person is not None:
        data["person"] = person.user.full_name
    record(by=by, verb=verb, subject_kind="mandate", subject_id=mandate.pk, summary=summary, data=data)
