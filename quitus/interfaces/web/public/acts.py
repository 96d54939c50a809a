"""The acts that an authority has put online: read by anybody, found again by their address (CGCT R.3131-2)."""

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quitus.domain.acts import queries
from quitus.domain.acts.models import Deliberation
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, code, day
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show, show_detail, show_list
from quitus.kernel.clock import today
from quitus.kernel.text import sort_key
from quitus.usecases import open_data
from quitus.usecases.publication import online_pdf

A_YEAR = 365 * 24 * 3600
FIVE_MINUTES = 300
ONE_HOUR = 3600

# A page carries the reader's name and form token: kept by the browser alone. Files are the same for all.
for_the_reader = cache_control(private=True, max_age=FIVE_MINUTES)


@require_safe
@for_the_reader
def authorities(request: HttpRequest) -> HttpResponse:
    """The authorities that have acts online; where there is one, its acts at once."""
    known = queries.online_authorities()
    if len(known) == 1:
        return redirect("public:acts_of", known[0].pk)
    return show(
        request,
        "public/acts.html",
        title=_("Actes en ligne"),
        lead=_("Les actes que les collectivités publient ici, lisibles par tous."),
        authorities=known,
    )


@require_safe
@for_the_reader
def acts_of(request: HttpRequest, authority_id: int) -> HttpResponse:
    """The acts that an authority has put online, by words and by year."""
    authority = _authority(authority_id)
    show_as(request, authority)
    every = list(queries.online(authority_id).values_list("pk", "number", "title", "published_on__year"))
    asked = request.GET.get("q", "").strip()
    words = sort_key(asked).split()
    said = [one for one in every if all(word in sort_key(f"{one[1]} {one[2]}") for word in words)]
    years = Counter(year for _pk, _number, _title, year in said)
    year = request.GET.get("annee", "")
    kept = [one[0] for one in said if not year or str(one[3]) == year]
    lines = paginate(request, queries.online(authority_id).filter(pk__in=kept))
    return show_list(
        request,
        title=_("Actes en ligne"),
        lead=_("Les délibérations publiées par %(authority)s, en entier et à une adresse qui ne change pas.")
        % {"authority": authority.name},
        chips=chips(
            request,
            "annee",
            [(str(one), str(one), count) for one, count in sorted(years.items(), reverse=True)],
            everything=_("Toutes les années"),
        ),
        page=lines,
        table=_register(authority, lines.items, asked),
        template="public/acts_of.html",
        authority=authority,
        is_example=_is_example(authority),
        asked=asked,
        year=year,
    )


@require_safe
@for_the_reader
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """One act: its whole text, who wrote it, since when, and how to check its file. Its address never changes."""
    one = found(queries.online_act, slug)
    show_as(request, one.authority)
    return show_detail(
        request,
        title=_("Délibération n° %(number)s") % {"number": one.number},
        lead=one.title,
        back=Link(_("Actes en ligne"), reverse("public:acts_of", args=[one.authority_id])),
        status=_status(one),
        facts=_facts(one),
        actions=[Link(_("Télécharger le PDF"), reverse("public:act_pdf", args=[slug]), "primary")],
        template="public/act.html",
        act=one,
        is_example=_is_example(one.authority),
        has_ended=_has_ended(one),
    )


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF of an act as it was published: its bytes never change."""
    one, content = found(online_pdf, slug)
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{slug}.pdf"),
        "ETag": f'"{one.published_sha256}"',
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@cache_control(public=True, max_age=ONE_HOUR)
def deliberations(request: HttpRequest, authority_id: int) -> HttpResponse:
    """The deliberations of an authority as open data."""
    authority = _authority(authority_id)
    return _csv(open_data.deliberations(authority.pk, address_of), "deliberations")


@require_safe
@cache_control(public=True, max_age=ONE_HOUR)
def subsidies(request: HttpRequest, authority_id: int) -> HttpResponse:
    """The subsidies that an authority receives or grants as open data."""
    authority = _authority(authority_id)
    view = open_data.GRANTED if request.GET.get("vue") == "accordees" else open_data.RECEIVED
    return _csv(open_data.subsidies(authority.pk, view), f"subventions-{view}")


def address_of(slug: str) -> str:
    """The full address of an act, the same for ever."""
    return f"{settings.QUITUS_URL}{reverse('public:act', args=[slug])}"


def _authority(authority_id: int) -> Organisation:
    """An authority that has acts online; nothing is said of any other organisation."""
    if not queries.online(authority_id).exists():
        raise Http404
    return organisations.organisation(authority_id)


def _is_example(authority: Organisation) -> bool:
    """Whether its acts only serve to try the program: it is an example itself, or every scheme of it is."""
    own = [scheme for scheme in organisations.schemes() if scheme.authority_id == authority.pk]
    return authority.is_example or (bool(own) and all(scheme.is_example for scheme in own))


def _csv(export: open_data.Export, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.csv")}
    return HttpResponse(export.as_csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _status(one: Deliberation) -> Status:
    if _has_ended(one):
        return Status("late", _("Cet acte ne s'applique plus"))
    if one.executory_on is None:
        return Status("waiting", _("Publié, pas encore exécutoire"))
    return Status("done", _("Exécutoire"))


def _register(authority: Organisation, acts: Sequence[Deliberation], asked: str) -> Table:
    empty = (
        Empty(_("Aucun acte en ligne ne contient ces mots."), _("Essayez avec moins de mots, ou un numéro."))
        if asked
        else Empty(_("Aucun acte en ligne pour cette année."))
    )
    return Table(
        caption=_("Actes publiés par %(authority)s") % {"authority": authority.name},
        columns=[
            Column(_("Objet")),
            Column(_("Numéro"), "code"),
            Column(_("Adopté le"), "day"),
            Column(_("En ligne depuis le"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [one.title, one.number, one.adopted_on, one.published_on, _status(one)],
                url=reverse("public:act", args=[one.published_slug]),
            )
            for one in acts
        ],
        empty=empty,
    )


def _facts(one: Deliberation) -> list[Fact]:
    dates = one.deadlines
    facts = [
        Fact(_("Collectivité"), one.authority.name),
        Fact(_("Assemblée"), one.sitting.assembly if one.sitting else None),
        Fact(_("Adopté le"), day(one.adopted_on)),
        Fact(_("Auteur de l'acte"), one.published_by_name, one.published_by_quality),
        Fact(
            _("En ligne depuis le"),
            day(one.published_on),
            _("Ce jour ouvre le délai de recours des tiers (CJA, art. R.421-1)."),
        ),
        Fact(_("En ligne au moins jusqu'au"), day(dates.online_until), _("Deux mois (CGCT, art. R.3131-2).")),
        Fact(_("Transmis au préfet le"), day(one.transmitted_on)),
        Fact(_("Exécutoire le"), day(dates.executory_on)),
        Fact(_("Recours des tiers jusqu'au"), day(dates.third_party_appeal_ends_on)),
        Fact(_("Adresse permanente"), code(address_of(one.published_slug or ""))),
        Fact(
            _("Empreinte du PDF"),
            code(one.published_sha256),
            _("SHA-256 : le fichier publié est celui-ci, à l'octet près."),
        ),
    ]
    if one.ended_on:
        ended = _("Ne s'applique plus depuis le") if _has_ended(one) else _("Cessera de s'appliquer le")
        facts.insert(0, Fact(ended, day(one.ended_on), one.ended_by))
    return facts


def _has_ended(one: Deliberation) -> bool:
    """Whether its end has come: a repeal may take effect on a later day."""
    return one.ended_on is not None and one.ended_on <= today()
