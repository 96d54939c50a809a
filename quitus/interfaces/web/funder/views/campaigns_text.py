"""The text of a campaign: its articles and parameters, written before it is proposed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.campaigns import operations, queries, states
from quitus.domain.campaigns.models import Campaign, CampaignArticle
from quitus.domain.grants.rules import PARAMETERS
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.funder import campaign_forms as forms
from quitus.interfaces.web.layout import campaigns as told
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, Weight, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.threads import thread


def show_draft(request: SchemeRequest, one: Campaign) -> HttpResponse:
    """A campaign in preparation: what it says so far, and what is left to do."""
    back = Link(_("Campagnes"), here(request, "funder:campaigns"))
    return _show(request, one, back, actions=_writing(request, one))


@page(audience="funder", across=True)
@require_GET
def text(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """What was proposed, as it was."""
    one = found(queries.campaign, campaign_id)
    return _show(request, one, _back(request, one), actions=[])


@page(audience="funder", across=True)
def describe(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """What a campaign is about."""
    one = found(queries.campaign, campaign_id)
    known = {"title": one.title, "reasons": one.reasons, "answer_by": one.answer_by}
    form = forms.CampaignForm(sent(request), initial=known)
    back = _back(request, one)
    return carry_out(
        request,
        form,
        operations.describe_campaign,
        done=_("L'objet de la campagne est modifié."),
        to=back.url,
        refused={"answer_date_too_early": "answer_by"},
        campaign_id=one.pk,
    ) or show_form(
        request, title=_("Modifier l'objet"), form=form, submit=_("Enregistrer l'objet"), back=back, lead=one.title
    )


@page(audience="funder", across=True)
def new_article(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """An article to write."""
    one = found(queries.campaign, campaign_id)
    form = forms.NewArticleForm(sent(request))
    back = _back(request, one)
    return carry_out(
        request,
        form,
        operations.write_article,
        done=_("L'article est enregistré."),
        to=back.url,
        campaign_id=one.pk,
    ) or show_form(
        request,
        title=_("Écrire un article"),
        lead=_("Sa rédaction sera la même pour toutes les conventions : évitez ce qui n'est vrai que d'une."),
        form=form,
        submit=_("Enregistrer l'article"),
        back=back,
    )


@page(audience="funder", across=True)
def article(request: SchemeRequest, campaign_id: int, number: str) -> HttpResponse:
    """An article to write again."""
    one = found(queries.campaign, campaign_id)
    known = next((each for each in one.articles.all() if each.article_number == number), None)
    if known is None:
        raise Http404
    form = forms.ArticleForm(sent(request), initial={"title": known.title, "text": known.text})
    back = _back(request, one)
    return carry_out(
        request,
        form,
        operations.write_article,
        done=_("L'article est enregistré."),
        to=back.url,
        campaign_id=one.pk,
        article_number=number,
    ) or show_form(
        request,
        title=_("Récrire l'article %(number)s") % {"number": number},
        form=form,
        submit=_("Enregistrer l'article"),
        back=back,
    )


@page(audience="funder", across=True)
def drop_article(request: SchemeRequest, campaign_id: int, number: str) -> HttpResponse:
    """An article to leave as it is."""
    one = found(queries.campaign, campaign_id)
    act = Act(
        title=_("Laisser l'article %(number)s tel quel") % {"number": number},
        happens=_("L'avenant proposé n'écrira plus l'article %(number)s.") % {"number": number},
        button=_("Retirer l'article"),
        done=_("L'article est retiré de la campagne."),
    )
    form, back = forms.NothingForm(sent(request)), _back(request, one)
    return bind(request, form, operations.drop_article, act, back=back, campaign_id=one.pk, article_number=number)


@page(audience="funder", across=True)
@require_GET
def parameters(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """The parameters that a campaign may change."""
    one = found(queries.campaign, campaign_id)
    changed = {change.name: told.told(change.change) for change in one.changes.all()}
    return show_list(
        request,
        title=_("Changer un paramètre"),
        lead=_("Choisissez ce que l'avenant change ; le reste demeure."),
        back=_back(request, one),
        table=Table(
            caption=_("Paramètres"),
            columns=[Column(_("Paramètre")), Column(_("Ce qu'il devient"))],
            rows=[
                Row([_(about.label), changed.get(name)], url=here(request, "funder:campaign_change", one.pk, name))
                for name, about in PARAMETERS.items()
            ],
            empty=Empty(_("Aucun paramètre.")),
        ),
    )


@page(audience="funder", across=True)
def change(request: SchemeRequest, campaign_id: int, name: str) -> HttpResponse:
    """What becomes of one parameter."""
    one = found(queries.campaign, campaign_id)
    if name not in PARAMETERS:
        raise Http404
    form = forms.ChangeForm(name, sent(request))
    back = _back(request, one)
    return carry_out(
        request,
        form,
        operations.change_parameter,
        done=_("Le changement est enregistré."),
        to=back.url,
        campaign_id=one.pk,
        name=name,
    ) or show_form(
        request,
        title=_(PARAMETERS[name].label),
        lead=_("Une même valeur pour toutes les conventions, ou un changement depuis celle de chacune."),
        form=form,
        submit=_("Enregistrer le changement"),
        back=back,
    )


@page(audience="funder", across=True)
def drop_change(request: SchemeRequest, campaign_id: int, name: str) -> HttpResponse:
    """A parameter to leave as it is."""
    one = found(queries.campaign, campaign_id)
    if name not in PARAMETERS:
        raise Http404
    act = Act(
        title=_("Laisser ce paramètre tel quel"),
        happens=_("L'avenant proposé ne changera plus « %(parameter)s ».") % {"parameter": _(PARAMETERS[name].label)},
        button=_("Laisser tel quel"),
        done=_("Le paramètre reste celui de chaque convention."),
    )
    form, back = forms.NothingForm(sent(request)), _back(request, one)
    return bind(request, form, operations.drop_change, act, back=back, campaign_id=one.pk, name=name)


def _back(request: SchemeRequest, one: Campaign) -> Link:
    return Link(one.title, here(request, "funder:campaign", one.pk))


def _show(request: SchemeRequest, one: Campaign, back: Link, *, actions: list[Link]) -> HttpResponse:
    status = Status("neutral", _(states.CAMPAIGN_LABELS[one.state]))
    writes = one.state == states.DRAFTED
    articles = list(one.articles.all())
    return show_detail(
        request,
        title=one.title,
        lead=_("L'avenant que chaque collectivité recevra.") if writes else _("L'avenant proposé, tel qu'il l'a été."),
        back=back,
        status=status,
        facts=[
            Fact(_("Motifs"), one.reasons),
            Fact(_("Réponse souhaitée au plus tard le"), day(one.answer_by) if one.answer_by else None),
        ],
        thread=thread(audit.thread("campaign", one.pk), stands=status),
        tables=[_articles(request, one, writes), _changes(request, one, writes)],
        actions=actions,
        template="funder/campaign.html",
        articles=articles,
        drop=_dropping(request, one, articles) if writes else [],
    )


def _dropping(request: SchemeRequest, one: Campaign, articles: list[CampaignArticle]) -> list[Link]:
    """What may be taken out of a draft."""
    return [
        Link(
            _("Retirer l'article %(number)s") % {"number": each.article_number},
            here(request, "funder:drop_campaign_article", one.pk, each.article_number),
            "link",
        )
        for each in articles
    ] + [
        Link(
            _("Ne plus changer « %(parameter)s »") % {"parameter": _(PARAMETERS[each.name].label)},
            here(request, "funder:drop_campaign_change", one.pk, each.name),
            "link",
        )
        for each in one.changes.all()
    ]


def _articles(request: SchemeRequest, one: Campaign, writes: bool) -> Table:
    return Table(
        caption=_("Articles récrits ou ajoutés"),
        columns=[Column(_("Article")), Column(_("Titre"))],
        rows=[
            Row(
                [each.article_number, each.title],
                url=here(request, "funder:campaign_article", one.pk, each.article_number) if writes else "",
            )
            for each in one.articles.all()
        ],
        empty=Empty(_("Aucun article n'est encore écrit."), _("Un avenant récrit au moins un article.")),
    )


def _changes(request: SchemeRequest, one: Campaign, writes: bool) -> Table:
    urls = {
        each.name: here(request, "funder:campaign_change", one.pk, each.name) for each in one.changes.all() if writes
    }
    return told.changes_table(one.changes.all(), url_of=urls)


def _writing(request: SchemeRequest, one: Campaign) -> list[Link]:
    ready = bool(one.articles.all())
    ways: list[tuple[str, str, Weight]] = [
        ("propose", _("Choisir les conventions"), "primary" if ready else "secondary"),
        ("new_campaign_article", _("Écrire un article"), "secondary" if ready else "primary"),
        ("campaign_parameters", _("Changer un paramètre"), "secondary"),
        ("describe_campaign", _("Modifier l'objet"), "secondary"),
    ]
    links = [Link(label, here(request, f"funder:{view}", one.pk), weight) for view, label, weight in ways]
    return links if ready else links[1:] + links[:1]
