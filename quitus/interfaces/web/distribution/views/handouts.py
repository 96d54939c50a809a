"""Handing out: who waits, which booklet, the slip; and what was handed out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.distribution import catalogue, operations, queries, states
from quitus.domain.distribution.models import DistributionPoint, Handout, Holder, Referral
from quitus.domain.distribution.queries import Proposal
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.forms import (
    OnTheSpotForm,
    OnTheSpotOtherForm,
    PostedOtherForm,
    PostedProposedForm,
)
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, number
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.orders import full_pass_words, pass_and_order_words, pass_count
from quitus.interfaces.web.layout.pages import show_confirm, show_form, show_list
from quitus.interfaces.web.layout.words import day, month
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases.handout import hand_out_on_the_spot

ON_PAPER = gettext_lazy("Saisir une remise faite sur papier")
STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)
REFUSED = {
    "not_in_that_custody": "booklets",
    "handout_too_large": "booklets",
    "pass_blocked": "booklets",
    "pass_already_used": "booklets",
    "pass_cancelled": "booklets",
    "pass_inactive": "booklets",
    "pass_expired": "booklets",
    "numbers_unknown": "booklets",
    "moved_before_it_arrived": "occurred_on",
    "referral_later": "occurred_on",
    "operation_not_in_the_act": "posted_home",
    "not_target_public": "publics",
    "not_far_from_digital": "far_evidence",
}


@page(audience="distributor", roles=STOCK)
@require_GET
def waiting(request: SchemeRequest) -> HttpResponse:
    """The referrals that wait at the reader's points."""
    points = queries.points_of(request.actor.user_id, today())
    lines = paginate(request, queries.referrals_open([point.pk for point in points]))
    several = len(points) > 1
    table = Table(
        caption=_("Fiches en attente"),
        columns=[
            Column(_("Fiche")),
            Column(_("Date"), "day"),
            Column(_("Orientée par")),
            Column(_("Âge")),
            Column(_("Commune")),
            *([Column(_("Point"))] if several else []),
        ],
        rows=[
            Row(
                [
                    one.number,
                    one.issued_on,
                    one.prescriber.full_name,
                    _(catalogue.AGE_BANDS[one.beneficiary.age_band]),
                    one.beneficiary.commune,
                    *([one.point.name] if several else []),
                ],
                url=here(request, "distributor:hand_out", one.pk),
            )
            for one in lines.items
        ],
        empty=Empty(
            _("Personne n'attend."),
            _("Les fiches d'orientation adressées à votre point viendront ici."),
            Link(_("Une personne vient sans fiche"), here(request, "distributor:on_the_spot")),
        ),
    )
    return show_list(
        request,
        title=_("Fiches en attente"),
        lead=_("Choisissez la fiche que la personne vous présente."),
        actions=[
            Link(_("Une personne vient sans fiche"), here(request, "distributor:on_the_spot"), icon="person-plus"),
            Link(ON_PAPER, here(request, "distributor:enter_handout"), "link"),
        ],
        page=lines,
        table=table,
    )


@page(audience="distributor", roles=STOCK)
def hand_out(request: SchemeRequest, referral_id: int) -> HttpResponse:
    """Hand out to the person of a referral: the first free booklet is proposed, one button does it.

    With `?tiroir` it is taken in the reader's own drawer of the point.
    """
    one = found(queries.referral, referral_id)
    if not queries.is_concerned(request.actor, one):
        raise Http404
    if request.method == "GET" and one.state != states.OPEN:  # served or closed meanwhile
        return redirect(here(request, "distributor:referral", one.pk))
    publics = [public.code for public in one.beneficiary.publics.all()]
    drawer = _drawer(request, one.point_id)
    giver = drawer if drawer is not None and "tiroir" in request.GET else one.point.holder
    orders, proposal = _choice(giver, publics)
    other = "autre" in request.GET or proposal is None
    form: PostedOtherForm | PostedProposedForm
    if other:
        form = PostedOtherForm(sent(request), orders=orders)
    else:
        form = PostedProposedForm(sent(request), initial=_kept(proposal))
    form.keep_posting(allowed=queries.allows_at(one.point, catalogue.POST_HOME, today()))
    shown = "" if other else _shown(form, proposal)
    return carry_out(
        request,
        form,
        operations.hand_out,
        done=_("Les pass sont remis. Imprimez le bon et faites-le signer."),
        to=lambda made: _slip_of(request, made),
        refused=_refused(form),
        referral_id=referral_id,
        point_id=one.point_id,
        drawer_id=None if giver == one.point.holder else giver.pk,
    ) or show_confirm(
        request,
        title=_("Remettre des pass"),
        happens=_happens(one, shown),
        facts=[*_person_facts(one), *_drawer_facts(giver)],
        final=_("Une remise ne s'efface pas. Comptez les pass avec la personne."),
        form=form,
        button=_button(shown),
        back=Link(_("Revenir aux fiches"), here(request, "distributor:waiting")),
        template="distributor/hand_out.html",
        referral=one,
        ways=list(_ways(request, one, drawer, giver, other=other, proposed=proposal is not None)),
        proposed=proposal is not None,
        none_left=not orders,
        from_drawer=giver.kind == states.DRAWER,
    )


def _ways(
    request: SchemeRequest, one: Referral, drawer: Holder | None, giver: Holder, *, other: bool, proposed: bool
) -> Iterator[Link]:
    """What one may do instead: other pass, those of the drawer, or nothing for this fiche."""
    here_ = address(request, autre=None)
    if other and proposed:
        yield Link(_("Proposez-moi un carnet"), here_)
    elif not other:
        yield Link(_("J'ai d'autres carnets, ou quelques pass seulement"), address(request, autre=""))
    if drawer is not None and giver == drawer:
        yield Link(_("Prendre dans le stock du point"), here(request, "distributor:hand_out", one.pk))
    elif drawer is not None:
        yield Link(_("Remettre depuis mon tiroir"), here(request, "distributor:hand_out", one.pk, query="tiroir="))
    yield Link(ON_PAPER, here(request, "distributor:enter_handout", query=f"point={one.point_id}&fiche={one.number}"))
    yield Link(_("Classer la fiche sans remise"), here(request, "distributor:close_referral", one.pk))


def _drawer(request: SchemeRequest, point_id: int) -> Holder | None:
    """The reader's own drawer at a point, if he has one with pass in it."""
    return next((own for own in queries.drawers([point_id]) if own.keeper_id == request.actor.user_id), None)


def _drawer_facts(giver: Holder) -> list[Fact]:
    return [Fact(_("Pris dans"), giver.label)] if giver.kind == states.DRAWER else []


def _choice(giver: Holder, publics: Sequence[str] | None = None) -> tuple[list[Order], Proposal | None]:
    """The orders of which somebody has pass, and the first booklet he can hand out to a person of these publics."""
    orders = [line.order for line in queries.stock(holder_ids=[giver.pk])]
    orders.sort(key=lambda one: (one.valid_until, one.pk))
    for size in dict.fromkeys(order.booklet_size for order in orders):
        proposal = queries.first_proposal(giver.pk, size, today(), to_hand_out=True, publics=publics)
        if proposal is not None:
            return orders, proposal
    return orders, None


def _kept(proposal: Proposal | None) -> dict[str, object]:
    """The proposal as the page keeps it."""
    return {"numbers": f"{proposal.numbers.first}-{proposal.numbers.last}"} if proposal else {}


def _shown(form: forms.Form, proposal: Proposal | None) -> str:
    """The booklet that stands on the page: the one sent if it came back with a refusal, else the one proposed."""
    numbers, order = (proposal.numbers, proposal.order) if proposal else (None, None)
    if form.is_bound:
        with suppress(Refusal):
            numbers = NumberRange.parse(str(form["numbers"].value()))
            order = vouchers.order_of_range(numbers)
    if numbers is None or order is None:
        return ""
    told = {"booklet": full_pass_words(numbers, order)}
    return _("les %(booklet)s") % told if numbers.count > order.booklet_size else _("le %(booklet)s") % told


def _happens(one: Referral, shown: str) -> str:
    if not shown:
        return _("Vous remettez à la personne de la fiche %(number)s les pass que vous indiquez.") % {
            "number": one.number
        }
    return _("Vous remettez à la personne de la fiche %(number)s %(booklet)s.") % {
        "number": one.number,
        "booklet": shown,
    }


def _button(shown: str) -> str:
    return _("Remettre %(booklet)s") % {"booklet": shown.split(",")[0]} if shown else _("Remettre ces pass")


def _refused(form: forms.Form) -> dict[str, str]:
    """Under which field each refusal stands: of pass, the one that was filled; at the head of the form for none."""
    typed = form.is_bound and "ranks" in form.fields and form["ranks"].value() and not form["booklets"].value()
    shown = {code: "ranks" if typed and field == "booklets" else field for code, field in REFUSED.items()}
    return {code: field for code, field in shown.items() if field in form.fields}


def _person_facts(one: Referral) -> list[Fact]:
    beneficiary = one.beneficiary
    before = queries.handouts(beneficiary_id=beneficiary.pk)
    received = sum(handout.count for handout in before)  # type: ignore[attr-defined]
    return [
        Fact(_("Fiche"), one.number, _("orientée par %(name)s") % {"name": one.prescriber.full_name}),
        Fact(_("Personne"), beneficiary.reference, _(catalogue.AGE_BANDS[beneficiary.age_band])),
        Fact(_("Point de distribution"), one.point.name),
        *([Fact(_("Besoin constaté"), one.note)] if one.note else []),
        *([Fact(_("Déjà reçu"), pass_count(received))] if received else []),
    ]


def _slip_of(request: SchemeRequest, made: object) -> str:
    assert isinstance(made, Handout)
    return here(request, "distributor:slip", made.slip_id)


@page(audience="distributor", roles=STOCK)
def on_the_spot(request: SchemeRequest) -> HttpResponse:
    """A person comes without a referral: written down and served in one go."""
    points = queries.points_of(request.actor.user_id, today())
    if not points:
        raise Http404
    asked = request.GET.get("point", "")
    point = next((one for one in points if str(one.pk) == asked), points[0])
    drawer = _drawer(request, point.pk)
    giver = drawer if drawer is not None and "tiroir" in request.GET else point.holder
    orders, proposal = _choice(giver)
    other = "autre" in request.GET or proposal is None
    if other:
        form: forms.Form = OnTheSpotOtherForm(sent(request), orders=orders)
    else:
        form = OnTheSpotForm(sent(request), initial=_kept(proposal))
    shown = "" if other else _shown(form, proposal)
    lead = _("La personne vient d'elle-même : inscrivez-la, puis remettez-lui %(booklet)s.") % {"booklet": shown}
    return carry_out(
        request,
        form,
        hand_out_on_the_spot,
        done=_("Les pass sont remis. Imprimez le bon et faites-le signer."),
        to=lambda made: _slip_of(request, made),
        refused=_refused(form),
        point_id=point.pk,
        drawer_id=None if giver == point.holder else giver.pk,
    ) or show_form(
        request,
        title=_("Remettre sans fiche"),
        lead=lead if shown else _("La personne vient d'elle-même : inscrivez-la, puis indiquez les pass remis."),
        form=form,
        submit=_button(shown),
        back=Link(_("Fiches en attente"), here(request, "distributor:waiting")),
        template="distributor/on_the_spot.html",
        points=points if len(points) > 1 else [],
        point=point,
        giver=giver,
        ways=list(_ways_on_the_spot(request, point, drawer, giver, other=other)),
    )


def _ways_on_the_spot(
    request: SchemeRequest, point: DistributionPoint, drawer: Holder | None, giver: Holder, *, other: bool
) -> Iterator[Link]:
    """Other pass, or those of the other place: the reader's drawer, the stock of the point."""
    if not other:
        yield Link(_("J'ai d'autres carnets, ou quelques pass seulement"), address(request, autre=""))
    there = f"point={point.pk}"
    if drawer is not None and giver == drawer:
        yield Link(_("Prendre dans le stock du point"), here(request, "distributor:on_the_spot", query=there))
    elif drawer is not None:
        own = here(request, "distributor:on_the_spot", query=f"{there}&tiroir=")
        yield Link(_("Remettre depuis mon tiroir"), own)


@page(audience="distributor", roles=STOCK)
@require_GET
def handouts(request: SchemeRequest) -> HttpResponse:
    """What was handed out at the reader's points: on the latest day of any, this week, this month, or all."""
    keys = [point.pk for point in queries.points_of(request.actor.user_id, today())]
    since, period = _period(request.GET.get("quand", ""), keys)
    found_here = queries.by_slip(queries.handouts(point_ids=keys, since=since))
    if request.GET.get("format") == "csv":
        return as_csv(_handouts_table(request, list(found_here)), "remises")
    lines = paginate(request, found_here)
    return show_list(
        request,
        title=_("Remises"),
        lead=_("%(period)s : les pass remis à vos points, sans le nom des personnes.") % {"period": period},
        chips=chips(
            request,
            "quand",
            [
                ("semaine", _("Sept derniers jours"), None),
                ("mois", _("Ce mois-ci"), None),
                ("tout", _("Tout"), None),
            ],
            everything=_("Dernier jour de remise"),
        ),
        actions=[
            Link(_("Une personne rend des pass"), here(request, "distributor:find_return"), icon="arrow-left-right"),
            Link(ON_PAPER, here(request, "distributor:enter_handout"), icon="file-earmark-text"),
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
        ],
        page=lines,
        table=_handouts_table(request, lines.items),
    )


def _handouts_table(request: SchemeRequest, shown: Sequence[Handout]) -> Table:
    given = {one.pk: list(one.slip.handouts.all()) for one in shown}
    orders = vouchers.orders().in_bulk({line.order_id for lines in given.values() for line in lines})
    kept = {key: sum(line.count for line in lines) for key, lines in given.items()}  # type: ignore[attr-defined]
    return Table(
        caption=_("Remises"),
        columns=[
            Column(_("Bon")),
            Column(_("Date"), "day"),
            Column(_("Personne"), "code"),
            Column(_("Pass")),
            Column(_("Nombre"), "number"),
            Column(_("Point")),
            Column(_("Par")),
        ],
        rows=[
            Row(
                [
                    one.slip.number,
                    one.occurred_on,
                    one.beneficiary.reference,
                    _given_words(given[one.pk], orders),
                    kept[one.pk],
                    one.point.name,
                    one.agent.full_name,
                ],
                url=here(request, "distributor:slip", one.slip_id),
            )
            for one in shown
        ],
        totals=[_("Total"), "", "", "", number(sum(kept.values())), "", ""] if shown else [],
        empty=Empty(_("Aucune remise sur cette période."), _("Choisissez une période plus longue.")),
    )


def _given_words(given: Sequence[Handout], orders: Mapping[int, Order]) -> str:
    """« carnet 1, pass 21 à 23 · commande 2021-01 »: what one slip gave, order by order."""
    by_order: dict[int, list[NumberRange]] = {}
    for line in given:
        by_order.setdefault(line.order_id, []).append(line.range)
    return " ; ".join(pass_and_order_words(orders[key], *ranges) for key, ranges in by_order.items())


def _period(asked: str, point_ids: list[int]) -> tuple[date | None, str]:
    """From which day hand-outs are shown (None: from the first), and how that is said."""
    now = today()
    if asked == "tout":
        return None, _("Depuis le début")
    if asked == "mois":
        return now.replace(day=1), month(now).capitalize()
    if asked == "semaine":
        since = now - timedelta(days=6)
        return since, _("Du %(since)s au %(until)s") % {"since": day(since), "until": day(now)}
    latest = queries.handouts(point_ids=point_ids).first()
    since = latest.occurred_on if latest else now
    return since, _("Le %(day)s") % {"day": day(since)}
