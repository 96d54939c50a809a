"""The first page of each of the three roles."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import DistributionPoint
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.controls import tasks as control_tasks
from quitus.interfaces.web.distribution.views.ends import tasks as end_tasks
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Figure, Link, Past, Task, money, number
from quitus.interfaces.web.layout.found import contested_tasks
from quitus.interfaces.web.layout.pages import show_home
from quitus.interfaces.web.layout.stock import holder_words, slip_title
from quitus.interfaces.web.layout.used_in_stock import tasks as used_in_stock
from quitus.interfaces.web.layout.words import count, day, told
from quitus.kernel.clock import today

SHOWN = 6
USUAL_GIFT = 10  # pass in a booklet, hence for a person
FORGOTTEN = timedelta(days=30)  # a fiche that waits longer: the person may need a call
ANSWERS = ("decline_request", "answer_request")
UNTOLD = ("register_beneficiary", "declare_loss", "block_range")  # go with the act that is told


@page(audience="distributor")
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for the reader, by role."""
    role = request.actor.role
    if role == IMPREST_HOLDER:
        return _holder(request)
    return _agent(request) if role == HANDOUT_AGENT else _prescriber(request)


def _holder(request: SchemeRequest) -> HttpResponse:
    kept = queries.imprests_kept_by(request.actor.user_id, today())
    points = queries.points_of(request.actor.user_id, today())
    holders = [one.safe.pk for one in kept]
    held = [queries.held_by_imprest(one.pk) for one in kept]
    todo = [
        *end_tasks(request),
        *_slips(request, holders),
        *contested_tasks(request, holders, "distributor:slip"),
        *_shortages(request, points),
        *control_tasks(request),
    ]
    mine = [*holders, *(point.holder.pk for point in points)]
    unwritten = used_in_stock(lambda one: here(request, "distributor:open_loss", one.pk), mine)
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("La régie : le coffre, les points, les remises."),
        late=list(unwritten),
        todo=todo,
        recent=_recent(request, imprest_ids=[one.pk for one in kept]),
        figure=Figure(
            money(sum(one.value_cents for one in held)),
            _("de pass sous votre responsabilité"),
            url=here(request, "distributor:points"),
            note=_("%(count)s pass au coffre et dans les points") % {"count": count(sum(one.count for one in held))}
            + _way_note([*holders, *(point.holder.pk for point in points)]),
        ),
        actions=[
            Link(_("Approvisionner un point"), here(request, "distributor:transfer"), "primary", "truck"),
            _controls(request),
        ],
        nothing=Empty(_("Rien ne vous attend."), _("Les bordereaux à accepter et les fiches à servir viendront ici."))
        if kept
        else _unappointed(),
    )


def _agent(request: SchemeRequest) -> HttpResponse:
    points = queries.points_of(request.actor.user_id, today())
    keys = [point.pk for point in points]
    held = queries.stock(holder_ids=[point.holder.pk for point in points])
    bodies = [one.mandate for one in queries.mandates_of(request.actor.user_id, today()) if not one.point_id]
    holders = [*(one.stock.pk for one in bodies), *(point.holder.pk for point in points)]
    own = [one.pk for one in queries.drawers(keys) if one.keeper_id == request.actor.user_id]
    todo = [
        *end_tasks(request),
        *_slips(request, holders),
        *contested_tasks(request, holders, "distributor:slip"),
        *_referrals(request, keys),
        *control_tasks(request),
    ]
    waiting = queries.referrals_open(keys).count() if keys else 0
    return show_home(
        request,
        title=_("Bonjour"),
        lead=", ".join(point.name for point in points) or _("Vous n'êtes nommé dans aucun point aujourd'hui."),
        late=list(used_in_stock(lambda one: here(request, "distributor:open_loss", one.pk), [*holders, *own])),
        todo=todo,
        recent=_recent(request, mandate_ids=[one.pk for one in bodies]),
        figure=Figure(
            number(sum(line.count for line in held)),
            _("pass dans mon point"),
            url=here(request, "distributor:stock"),
            note=ngettext("%(count)s personne attend une remise", "%(count)s personnes attendent une remise", waiting)
            % {"count": waiting}
            + _way_note(holders),
        ),
        actions=[
            Link(_("Remettre un carnet"), here(request, "distributor:waiting"), "primary", "hand-index-thumb"),
            Link(_("Une personne vient sans fiche"), here(request, "distributor:on_the_spot"), icon="person-plus"),
            _controls(request),
        ],
        nothing=Empty(_("Personne n'attend."), _("Les fiches d'orientation adressées à votre point viendront ici."))
        if points
        else _unappointed(),
    )


def _prescriber(request: SchemeRequest) -> HttpResponse:
    mine = queries.referrals(prescriber_id=request.actor.user_id)
    waiting = mine.filter(state=states.OPEN)
    served, left = mine.filter(state=states.SERVED).count(), waiting.count()
    forgotten = waiting.filter(issued_on__lt=today() - FORGOTTEN)
    new = Link(_("Orienter une personne"), here(request, "distributor:refer"), "primary", "person-plus")
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("Vous orientez vers les points de distribution les personnes éloignées du numérique."),
        late=[
            Task(
                _("Rappeler la personne de la fiche %(number)s") % {"number": one.number},
                here(request, "distributor:referral", one.pk),
                _("attendue à %(point)s depuis le %(day)s") % {"point": one.point.name, "day": day(one.issued_on)},
                tone="late",
            )
            for one in forgotten[:SHOWN]
        ],
        recent=_recent(request),
        figure=Figure(
            number(served),
            ngettext("personne orientée a reçu ses pass", "personnes orientées ont reçu leurs pass", served),
            url=here(request, "distributor:referrals"),
            note=ngettext("%(count)s fiche en attente", "%(count)s fiches en attente", left) % {"count": left},
        ),
        actions=[new],
        nothing=Empty(
            _("Rien n'attend."),
            _("Une fiche qui attend depuis plus de trente jours vous est rappelée ici."),
        ),
    )


def _way_note(holder_ids: list[int]) -> str:
    """« · dont 20 en chemin », when somebody has yet to sign for them."""
    way = sum(held.count for held in queries.on_the_way(holder_ids).values())
    return " · " + _("dont %(count)s en chemin") % {"count": count(way)} if way else ""


def _controls(request: SchemeRequest) -> Link:
    return Link(_("Compter, déclarer une perte"), here(request, "distributor:controls"), icon="shield-check")


def _unappointed() -> Empty:
    return Empty(
        _("Vous n'avez pas de nomination en vigueur."),
        _("Le responsable du dispositif vous nomme, sur avis du comptable, avant que vous puissiez remettre des pass."),
    )


def _slips(request: SchemeRequest, holder_ids: list[int]) -> Iterator[Task]:
    if not holder_ids:
        return
    for slip in queries.slips(awaiting=True, to_holder_ids=holder_ids)[:SHOWN]:
        yield Task(
            _("Confirmer la réception de %(count)s pass") % {"count": count(slip.count)},  # type: ignore[attr-defined]
            here(request, "distributor:acknowledge", slip.pk),
            _("%(slip)s, de %(from)s") % {"slip": slip_title(slip), "from": holder_words(slip.from_holder)},
        )


def _shortages(request: SchemeRequest, points: list[DistributionPoint]) -> Iterator[Task]:
    """The points whose stock does not serve those who wait there, and one more person."""
    held = queries.stock_by_holder()
    waiting = queries.waiting_by_point()
    for point in points:
        left = held[point.holder.pk].count if point.holder.pk in held else 0
        if left < USUAL_GIFT * (waiting.get(point.pk, 0) + 1):
            detail = ngettext(
                "il reste %(left)s pass, %(waiting)s fiche en attente",
                "il reste %(left)s pass, %(waiting)s fiches en attente",
                waiting.get(point.pk, 0),
            )
            yield Task(
                _("Approvisionner %(point)s") % {"point": point.name},
                here(request, "distributor:transfer", query=f"point={point.pk}"),
                detail % {"left": left, "waiting": waiting.get(point.pk, 0)},
            )


def _referrals(request: SchemeRequest, point_ids: list[int]) -> Iterator[Task]:
    if not point_ids:
        return
    for one in queries.referrals_open(point_ids)[:SHOWN]:
        yield Task(
            _("Remettre un carnet"),
            here(request, "distributor:hand_out", one.pk),
            _("fiche %(number)s du %(day)s, %(prescriber)s")
            % {"number": one.number, "day": day(one.issued_on), "prescriber": one.prescriber.full_name},
        )


def _recent(
    request: SchemeRequest, *, imprest_ids: Collection[int] = (), mandate_ids: Collection[int] = ()
) -> list[Past]:
    """What the reader did, and how the accountant answered what was asked for the stocks that he keeps."""
    done = audit.latest(request.membership.scheme_id, user_id=request.actor.user_id, limit=2 * SHOWN)
    answers = [
        *_answers(request, "imprest", imprest_ids, "distributor:safe"),
        *_answers(request, "mandate", mandate_ids, "distributor:stock"),
    ]
    own = [Past(entry.at, told(entry), entry.actor_label) for entry in done if entry.verb not in UNTOLD]
    return sorted([*answers, *own], key=lambda past: past.at, reverse=True)[:SHOWN]


def _answers(request: SchemeRequest, kind: str, keys: Collection[int], view: str) -> Iterator[Past]:
    for entry in audit.latest_of(kind, keys, ANSWERS, limit=SHOWN) if keys else ():
        yield Past(entry.at, told(entry), entry.actor_label, url=here(request, view))
