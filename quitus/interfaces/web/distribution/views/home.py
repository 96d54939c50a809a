"""The first page of each of the three roles."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Figure, Link, Past, Task, money, number
from quitus.interfaces.web.layout.pages import show_home
from quitus.interfaces.web.layout.stock import holder_words, slip_title
from quitus.interfaces.web.layout.words import day, told
from quitus.kernel.clock import today

SHOWN = 6


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
    todo = [*_slips(request, holders), *_referrals(request, [point.pk for point in points])]
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("La régie : le coffre, les points, les remises."),
        todo=todo,
        recent=_recent(request),
        figure=Figure(
            money(sum(one.value_cents for one in held)),
            _("de pass sous votre responsabilité"),
            url=here(request, "distributor:points"),
            note=_("%(count)s pass au coffre et dans les points") % {"count": sum(one.count for one in held)},
        ),
        actions=[Link(_("Approvisionner un point"), here(request, "distributor:transfer"), "primary", "truck")],
        nothing=Empty(_("Rien ne vous attend."), _("Les bordereaux à accepter et les fiches à servir viendront ici."))
        if kept
        else _unappointed(),
    )


def _agent(request: SchemeRequest) -> HttpResponse:
    points = queries.points_of(request.actor.user_id, today())
    keys = [point.pk for point in points]
    held = queries.stock(holder_ids=[point.holder.pk for point in points])
    todo = [*_slips(request, [point.holder.pk for point in points]), *_referrals(request, keys)]
    waiting = queries.referrals_open(keys).count() if keys else 0
    return show_home(
        request,
        title=_("Bonjour"),
        lead=", ".join(point.name for point in points) or _("Vous n'êtes nommé dans aucun point aujourd'hui."),
        todo=todo,
        recent=_recent(request),
        figure=Figure(
            number(sum(line.count for line in held)),
            _("pass dans mon point"),
            url=here(request, "distributor:stock"),
            note=_("%(count)s personnes attendent une remise") % {"count": waiting},
        ),
        actions=[
            Link(_("Remettre un carnet"), here(request, "distributor:waiting"), "primary", "hand-index-thumb"),
            Link(_("Une personne vient sans fiche"), here(request, "distributor:on_the_spot"), icon="person-plus"),
        ],
        nothing=Empty(_("Personne n'attend."), _("Les fiches d'orientation adressées à votre point viendront ici."))
        if points
        else _unappointed(),
    )


def _prescriber(request: SchemeRequest) -> HttpResponse:
    mine = queries.referrals(prescriber_id=request.actor.user_id)
    waiting = mine.filter(state="open")
    new = Link(_("Orienter une personne"), here(request, "distributor:refer"), "primary", "person-plus")
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("Vous orientez vers les points de distribution les personnes éloignées du numérique."),
        todo=[
            Task(
                _("Fiche %(number)s") % {"number": one.number},
                here(request, "distributor:referral", one.pk),
                _("en attente à %(point)s depuis le %(day)s") % {"point": one.point.name, "day": day(one.issued_on)},
            )
            for one in waiting[:SHOWN]
        ],
        recent=_recent(request),
        figure=Figure(
            number(mine.filter(state="served").count()),
            _("personnes orientées ont reçu leurs pass"),
            url=here(request, "distributor:referrals"),
        ),
        actions=[new],
        nothing=Empty(_("Aucune fiche en attente."), _("Les fiches que vous remettez se suivent ici."), new),
    )


def _unappointed() -> Empty:
    return Empty(
        _("Vous n'avez pas de nomination en cours."),
        _("Le responsable du dispositif vous nomme, sur avis du comptable, avant que vous puissiez remettre des pass."),
    )


def _slips(request: SchemeRequest, holder_ids: list[int]) -> Iterator[Task]:
    if not holder_ids:
        return
    for slip in queries.slips(awaiting=True, to_holder_ids=holder_ids)[:SHOWN]:
        yield Task(
            _("Confirmer la réception de %(count)s pass") % {"count": slip.count},  # type: ignore[attr-defined]
            here(request, "distributor:acknowledge", slip.pk),
            _("%(slip)s, de %(from)s") % {"slip": slip_title(slip), "from": holder_words(slip.from_holder)},
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


def _recent(request: SchemeRequest) -> list[Past]:
    entries = audit.latest(request.membership.scheme_id, user_id=request.actor.user_id, limit=SHOWN)
    return [Past(entry.at, told(entry), entry.actor_label) for entry in entries]
