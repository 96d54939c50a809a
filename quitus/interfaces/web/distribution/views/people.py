"""Referrals: a person referred, the fiche, the name shown to who meets the person."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import catalogue, operations, queries, states
from quitus.domain.distribution.models import Referral
from quitus.domain.organisations.roles import PRESCRIBER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.forms import CloseForm, ReferForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Status, Table, Tone
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import (
    Section,
    show_confirm,
    show_detail,
    show_form,
    show_list,
    show_sheet,
)
from quitus.interfaces.web.layout.threads import thread
from quitus.usecases.handout import refer_new_person

TONES: dict[str, Tone] = {states.OPEN: "waiting", states.SERVED: "done", states.CLOSED: "neutral"}


def _mine(request: SchemeRequest, referral_id: int) -> Referral:
    """The referral, for who wrote it or serves it; 404 for anybody else."""
    one = found(queries.referral, referral_id)
    if not queries.is_concerned(request.actor, one):
        raise Http404
    return one


def _home_of(request: SchemeRequest) -> Link:
    if request.actor.role == PRESCRIBER:
        return Link(_("Mes fiches"), here(request, "distributor:referrals"))
    return Link(_("Fiches en attente"), here(request, "distributor:waiting"))


def referral_status(one: Referral) -> Status:
    """Where a referral stands."""
    return Status(TONES[one.state], _(states.REFERRAL_LABELS[one.state]))


@page(audience="distributor", roles=(PRESCRIBER,))
@require_GET
def referrals(request: SchemeRequest) -> HttpResponse:
    """The prescriber's own referrals, latest first."""
    asked = request.GET.get("etat", "")
    state = asked if asked in states.REFERRAL else ""
    mine = queries.referrals(prescriber_id=request.actor.user_id, state=state).order_by("-issued_on", "-pk")
    lines = paginate(request, mine)
    new = Link(_("Orienter une personne"), here(request, "distributor:refer"), "primary", "person-plus")
    return show_list(
        request,
        title=_("Mes fiches"),
        lead=_("Les fiches d'orientation que vous avez remises, et ce qu'elles sont devenues."),
        actions=[new],
        chips=chips(
            request,
            "etat",
            [(key, _(label), None) for key, label in states.REFERRAL_LABELS.items()],
            everything=_("Toutes"),
        ),
        page=lines,
        table=Table(
            caption=_("Fiches d'orientation"),
            columns=[
                Column(_("Fiche")),
                Column(_("Date"), "day"),
                Column(_("Personne"), "code"),
                Column(_("Point")),
                Column(_("Où elle en est")),
            ],
            rows=[
                Row(
                    [one.number, one.issued_on, one.beneficiary.reference, one.point.name, referral_status(one)],
                    url=here(request, "distributor:referral", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucune fiche."), _("Orientez une personne : elle ira retirer ses pass au point choisi."), new
            ),
        ),
    )


@page(audience="distributor", roles=(PRESCRIBER,))
def refer(request: SchemeRequest) -> HttpResponse:
    """Write down a person and issue the fiche that sends him to a point."""
    form = ReferForm(sent(request))
    return carry_out(
        request,
        form,
        refer_new_person,
        done=_("La fiche est prête. Imprimez-la et donnez-la à la personne."),
        to=lambda made: here(request, "distributor:referral", made.pk),
        refused={"point_not_open": "point_id"},
    ) or show_form(
        request,
        title=_("Orienter une personne"),
        lead=_("Deux conditions : un public cible, et l'éloignement du numérique. La fiche ne vaut pas remise."),
        form=form,
        submit=_("Établir la fiche"),
        back=Link(_("Mes fiches"), here(request, "distributor:referrals")),
    )


def referral_facts(one: Referral) -> list[Fact]:
    """What a fiche says, without the name."""
    beneficiary = one.beneficiary
    publics = ", ".join(_(public.label) for public in beneficiary.publics.all())
    evidence = catalogue.FAR_EVIDENCE.get(beneficiary.far_evidence)
    facts = [
        Fact(_("Personne"), beneficiary.reference, _(catalogue.AGE_BANDS[beneficiary.age_band])),
        Fact(_("Commune"), beneficiary.commune),
        Fact(_("Public"), publics),
        Fact(_("Éloignement du numérique"), _(evidence) if evidence else _("non établi")),
        Fact(_("Point de distribution"), one.point.name, one.point.address),
        Fact(_("Orientée le"), one.issued_on, one.prescriber.full_name),
    ]
    if one.note:
        facts.append(Fact(_("Besoin constaté"), one.note))
    if one.closing_reason:
        facts.append(Fact(_("Classée"), _(catalogue.CLOSING_REASONS[one.closing_reason])))
    return facts


@page(audience="distributor")
@require_GET
def referral(request: SchemeRequest, referral_id: int) -> HttpResponse:
    """One referral, and what became of it."""
    one = _mine(request, referral_id)
    waits = one.state == states.OPEN
    actions = [Link(_("Imprimer la fiche"), here(request, "distributor:referral_paper", one.pk), "primary", "printer")]
    if waits:
        actions.append(Link(_("Classer sans remise"), here(request, "distributor:close_referral", one.pk)))
    return show_detail(
        request,
        title=_("Fiche %(number)s") % {"number": one.number},
        lead=_("La personne retire ses pass à %(point)s.") % {"point": one.point.name},
        back=_home_of(request),
        status=referral_status(one),
        facts=referral_facts(one),
        thread=thread(
            audit.thread("referral", one.pk),
            stands=referral_status(one),
            coming=[Next(_("Remettre les pass"), one.point.name)] if waits else [],
        ),
        actions=actions,
        template="distributor/referral.html",
        referral=one,
    )


@page(audience="distributor")
@require_GET
def paper(request: SchemeRequest, referral_id: int) -> HttpResponse:
    """The fiche as it is printed: neither public nor name are on it, the name is written by hand."""
    one = _mine(request, referral_id)
    return show_sheet(
        request,
        title=_("Fiche d'orientation %(number)s") % {"number": one.number},
        reference=one.number,
        sections=[
            Section(
                facts=[
                    Fact(_("Nom et prénom"), "…………………………………………"),
                    Fact(_("Où retirer vos pass"), one.point.name, one.point.address or one.point.commune),
                    Fact(_("Fiche établie le"), one.issued_on, one.prescriber.full_name),
                ]
            ),
            Section(
                title=_("Ce que c'est"),
                text=_(
                    "Les pass numériques paient un accompagnement pour apprendre à se servir d'internet, d'un "
                    "ordinateur ou d'un téléphone. Présentez cette fiche au point de distribution : un carnet vous y "
                    "sera remis. C'est gratuit."
                ),
            ),
        ],
        signatures=[_("Qui oriente"), _("La personne")],
        back=Link(_("La fiche"), here(request, "distributor:referral", one.pk)),
    )


@page(audience="distributor")
@require_POST
def identity(request: SchemeRequest, referral_id: int) -> HttpResponse:
    """The name of the person; reading it is recorded."""
    one = _mine(request, referral_id)
    named = operations.reveal_identity(by=request.actor, referral_id=referral_id)
    back = (
        Link(_("Revenir à la fiche"), here(request, "distributor:referral", one.pk))
        if request.actor.role == PRESCRIBER
        else Link(_("Revenir à la remise"), here(request, "distributor:hand_out", one.pk))
    )
    return show_detail(
        request,
        title=f"{named.first_name} {named.last_name}",
        lead=_("Fiche %(number)s. Cette consultation est enregistrée.") % {"number": one.number},
        back=back,
        facts=[
            Fact(_("Prénom"), named.first_name),
            Fact(_("Nom"), named.last_name),
            Fact(_("Téléphone"), named.phone),
            Fact(_("Commune"), one.beneficiary.commune),
        ],
    )


@page(audience="distributor")
def close(request: SchemeRequest, referral_id: int) -> HttpResponse:
    """Close a referral without a hand-out."""
    one = _mine(request, referral_id)
    form = CloseForm(sent(request))
    back = _home_of(request)
    return carry_out(
        request,
        form,
        operations.close_referral,
        done=_("La fiche est classée."),
        to=back.url,
        referral_id=referral_id,
    ) or show_confirm(
        request,
        title=_("Classer la fiche %(number)s") % {"number": one.number},
        happens=_("La fiche n'attend plus : aucun pass ne sera remis sur elle."),
        facts=referral_facts(one),
        final=_("Pour une remise plus tard, il faudra une nouvelle fiche."),
        form=form,
        button=_("Classer la fiche"),
        back=back,
    )
