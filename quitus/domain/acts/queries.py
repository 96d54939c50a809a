"""What other rooms and pages may know of acts."""

from datetime import date, timedelta

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from quitus.domain.acts import rules, states
from quitus.domain.acts.gaps import Facts, Gap, gaps
from quitus.domain.acts.models import ActAnnex, ActSettings, Deliberation, Sitting, Transmission
from quitus.domain.organisations.models import Organisation
from quitus.kernel.clock import today

WHOLE = (
    "opinions",
    "references",
    "earlier_acts__act",
    "articles",
    "group_votes",
    "annexes",
    "answers",
    "transmissions",
)


def deliberation(deliberation_id: int, authority_id: int | None = None) -> Deliberation:
    """One deliberation with its sitting, text and all that came with it; `DoesNotExist` if not the authority's."""
    found = Deliberation.objects.select_related("sitting__first_sitting", "authority").prefetch_related(*WHOLE)
    if authority_id is not None:
        found = found.filter(authority_id=authority_id)
    return found.get(pk=deliberation_id)


def deliberations(authority_id: int, state: str = "") -> QuerySet[Deliberation]:
    """The deliberations of an authority with their sittings, the latest sitting first."""
    found = Deliberation.objects.select_related("sitting").filter(authority_id=authority_id)
    return found.filter(state=state) if state else found


def annex(annex_id: int, authority_id: int) -> ActAnnex:
    """A file joined to an act of the authority; `DoesNotExist` for any other."""
    return ActAnnex.objects.select_related("deliberation").get(pk=annex_id, deliberation__authority_id=authority_id)


def sittings(authority_id: int) -> QuerySet[Sitting]:
    """The sittings of an authority, the latest first."""
    return Sitting.objects.filter(authority_id=authority_id)


def sittings_with_agenda(authority_id: int) -> QuerySet[Sitting]:
    """The sittings of an authority, the latest first, each with how many acts stand on its agenda (`act_count`)."""
    return sittings(authority_id).annotate(act_count=Count("deliberations"))


def sitting(sitting_id: int, authority_id: int) -> Sitting:
    """One sitting of the authority with its members and its agenda; `DoesNotExist` for any other."""
    found = Sitting.objects.select_related("first_sitting").prefetch_related("members__proxy_to", "second_sittings")
    return found.get(pk=sitting_id, authority_id=authority_id)


def agenda(sitting_id: int) -> QuerySet[Deliberation]:
    """The acts on the agenda of a sitting, in the order of their numbers, then as they were drafted."""
    return Deliberation.objects.filter(sitting_id=sitting_id).order_by("number", "pk")


def sittings_without_quorum(authority_id: int) -> QuerySet[Sitting]:
    """The sittings held, the latest first, that a second convocation may follow: those without quorum, and those with
    acts still to be voted of which nobody has said yet who was there.
    """
    represented = F("present_count") + Coalesce(F("proxy_count"), 0)
    members = F("present_count") + F("excused_count") + F("absent_count")
    lacking = Q(first_sitting__isnull=True, twice_represented__lte=members)
    unknown = Q(present_count__isnull=True, deliberations__state__in=states.UNDECIDED)
    held = sittings(authority_id).filter(held_on__lte=today()).annotate(twice_represented=2 * represented)
    return held.filter(lacking | unknown).distinct()


def executory_on(deliberation_id: int | None) -> date | None:
    """The day from which a deliberation may be carried out (CGCT L.3131-1); None while it is not known, and for an act
    that was repealed, taken back or annulled with effect from that day or before. Whether it still is: `is_executory`.
    """
    if deliberation_id is None:
        return None
    return Deliberation.objects.get(pk=deliberation_id).executory_on


def is_executory(deliberation_id: int | None, on: date) -> bool:
    """Whether a deliberation could be carried out on the day `on`: executory by then, and not ended."""
    return deliberation_id is not None and Deliberation.objects.get(pk=deliberation_id).is_executory(on)


def targets(act: Deliberation, settings: ActSettings) -> tuple[rules.Target | None, rules.Target | None]:
    """Transmission and publication of an act against the authority's own targets; None where there is none, and for an
    act of the past, which they did not bind.
    """
    if act.is_past_entry:
        return None, None
    return (
        rules.target(act.adopted_on, settings.transmission_target_days, act.transmitted_on),
        rules.target(act.adopted_on, settings.publication_target_days, act.published_on),
    )


def gaps_of(act: Deliberation) -> list[Gap]:
    """What an act entered with its history lacks, or what does not fit in it; `act` as `deliberation` gives it."""
    sitting = act.sitting
    return gaps(
        Facts(
            number=act.number,
            held_on=sitting.held_on if sitting else None,
            attendance=sitting.attendance if sitting else None,
            second_convocation=sitting.second_convocation if sitting else False,
            vote=act.vote,
            president_for=act.president_votes_for,
            groups=tuple(one.count for one in act.group_votes.all()),
            is_adopted=act.adopted_on is not None,
            has_text=bool(act.articles.all()),
            opinions_on=tuple(one.given_on for one in act.opinions.all()),
            signed_on=act.signed_on,
            transmitted_on=act.transmitted_on,
            acknowledged_on=act.acknowledged_on,
            published_on=act.published_on,
        )
    )


def awaiting_transmission(authority_id: int) -> QuerySet[Deliberation]:
    """Adopted, and not yet both transmitted and published; an act of the past only lacks its dates (`gaps_of`)."""
    adopted = deliberations(authority_id, states.ADOPTED).filter(is_past_entry=False)
    return adopted.filter(Q(transmitted_on__isnull=True) | Q(published_on__isnull=True))


def done_late(authority_id: int, settings: ActSettings) -> QuerySet[Deliberation]:
    """The acts of an authority transmitted or published, or still waiting for it today, after its own targets."""
    late = Q(pk__isnull=True)
    tracks = (
        ("transmitted_on", settings.transmission_target_days),
        ("published_on", settings.publication_target_days),
    )
    for name, days in tracks:
        if days is not None:
            due = ExpressionWrapper(F("adopted_on") + timedelta(days=days), output_field=DateField())
            late |= Q(**{f"{name}__gt": due}) | Q(
                **{f"{name}__isnull": True}, adopted_on__lt=today() - timedelta(days=days)
            )
    return deliberations(authority_id, states.ADOPTED).filter(late, is_past_entry=False)


def awaiting_documents(authority_id: int) -> list[Deliberation]:
    """Acts for which the prefect requested documents that he has not received yet."""
    asked = deliberations(authority_id).filter(answers__kind=states.DOCUMENTS_REQUESTED).distinct()
    return [
        act
        for act in asked.prefetch_related("answers")
        if act.deadlines.referral_source == rules.REFERRAL_WAITS and act.state == states.ADOPTED
    ]


def awaiting_vote(authority_id: int) -> QuerySet[Deliberation]:
    """On the agenda of a sitting that has been held: its vote is to be recorded."""
    return deliberations(authority_id, states.ON_AGENDA).filter(sitting__held_on__lte=today())


def awaiting_sitting(authority_id: int) -> QuerySet[Deliberation]:
    """Drafted and on no agenda yet, or on that of a sitting to come."""
    waiting = deliberations(authority_id).filter(state__in=[states.DRAFT, states.ON_AGENDA])
    return waiting.filter(sitting__isnull=True) | waiting.filter(sitting__held_on__gt=today())


def act_settings(authority_id: int) -> ActSettings:
    """What an authority settled for its acts; unsaved and empty where it settled nothing."""
    return ActSettings.objects.filter(authority_id=authority_id).first() or ActSettings(authority_id=authority_id)


def adopted(authority_id: int) -> QuerySet[Deliberation]:
    """The acts that an authority adopted, repealed and annulled ones included, the oldest first."""
    found = Deliberation.objects.select_related("sitting", "authority").filter(authority_id=authority_id)
    return found.filter(state__in=states.WAS_ADOPTED).order_by("adopted_on", "pk")


def transmissions(deliberation_id: int) -> QuerySet[Transmission]:
    """The archives made for an act, the latest first."""
    return Transmission.objects.filter(deliberation_id=deliberation_id)


def transmission(transmission_id: int, authority_id: int) -> Transmission:
    """One archive of an authority with its act; raises `DoesNotExist`."""
    found = Transmission.objects.select_related("deliberation__authority")
    return found.get(pk=transmission_id, deliberation__authority_id=authority_id)


def online(authority_id: int) -> QuerySet[Deliberation]:
    """The acts of an authority that have a public page, the latest published first."""
    found = Deliberation.objects.filter(authority_id=authority_id, published_slug__isnull=False)
    return found.order_by("-published_on", "-pk")


def online_act(slug: str) -> Deliberation:
    """The act at a permanent address, with everything its page says; raises `DoesNotExist`."""
    return (
        Deliberation.objects.select_related("sitting", "authority")
        .prefetch_related("references", "earlier_acts__act", "opinions", "articles", "group_votes", "answers")
        .get(published_slug=slug)
    )


def online_authorities() -> list[Organisation]:
    """The authorities that have acts online, in alphabetical order."""
    have = Deliberation.objects.filter(published_slug__isnull=False).values("authority_id")
    return list(Organisation.objects.filter(pk__in=have).order_by("sort_key", "pk"))
