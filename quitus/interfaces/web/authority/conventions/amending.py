"""What is written in an amendment in preparation: articles and parameters."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, queries, rules
from quitus.domain.grants.models import AmendedArticle, Amendment
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import forms, showing
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases import enter_texts


@page(audience="authority", roles=(MANAGER,))
@require_GET
def articles(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Every article, to be opened and rewritten."""
    text = found(queries.amendment, amendment_id)
    changed = {one.article_number: one for one in text.articles.all()}
    known = {one.number: one.title for one in queries.consolidated_articles(text.convention_id, today())}
    known |= {number: one.title for number, one in changed.items()}
    return show_list(
        request,
        title=_("Récrire un article"),
        lead=_("Choisissez l'article de la convention que l'avenant remplace, ou ajoutez-en un."),
        back=back_to_amendment(request, text),
        actions=[Link(_("Ajouter un article"), here(request, "authority:add_article", text.pk), "primary")],
        table=Table(
            caption=_("Articles de la convention"),
            columns=[Column(_("Article")), Column(_("Titre")), Column(_("Dans l'avenant")), Column(_("Action"))],
            rows=[
                Row(
                    [number, title, *_change(request, text, number, changed.get(number))],
                    url=here(request, "authority:amend_article", text.pk, number),
                )
                for number, title in known.items()
            ],
            empty=Empty(_("La convention n'a aucun article.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
@require_GET
def parameters(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Every parameter, to be opened and changed."""
    text = found(queries.amendment, amendment_id)
    becomes = {one.name: rules.read(one.name, one.value) for one in text.parameters.all()}
    return show_list(
        request,
        title=_("Changer un paramètre"),
        lead=_("Choisissez la valeur que l'avenant change ; les autres restent."),
        back=back_to_amendment(request, text),
        table=Table(
            caption=_("Paramètres de la convention"),
            columns=[
                Column(_("Paramètre")),
                Column(_("Aujourd'hui")),
                Column(_("Dans l'avenant")),
                Column(_("Action")),
            ],
            rows=[
                Row(
                    [
                        _(one.about.label),
                        showing.written(one.about, one.value),
                        showing.written(one.about, becomes[one.name]) if one.name in becomes else _("inchangé"),
                        _leave(request, text, one) if one.name in becomes else "",
                    ],
                    url=here(request, "authority:amend_parameter", text.pk, one.name),
                )
                for one in queries.consolidated_parameters(text.convention_id, today())
            ],
            empty=Empty(_("Aucun paramètre.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def new_article(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """An article that the amendment adds."""
    text = found(queries.amendment, amendment_id)
    form = forms.AddedArticleForm(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.amend_article,
        done=_("L'article est enregistré."),
        to=back.url,
        amendment_id=text.pk,
    ) or show_form(request, title=_("Ajouter un article"), form=form, submit=_("Enregistrer l'article"), back=back)


@page(audience="authority", roles=(MANAGER,))
def article(request: SchemeRequest, amendment_id: int, number: str) -> HttpResponse:
    """What an article becomes."""
    text = found(queries.amendment, amendment_id)
    standing = {one.number: one for one in queries.consolidated_articles(text.convention_id, today())}.get(number)
    written = {one.article_number: one for one in text.articles.all()}.get(number)
    shown = written or standing
    if shown is None:
        raise Http404
    form = forms.ArticleForm(sent(request), initial={"title": shown.title, "text": shown.text})
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.amend_article,
        done=_("La nouvelle rédaction est enregistrée."),
        to=back.url,
        amendment_id=text.pk,
        article_number=number,
    ) or show_form(
        request,
        title=_("Article %(number)s : nouvelle rédaction") % {"number": number},
        lead=_("Le texte entier de l'article tel qu'il sera, pas seulement ce qui change."),
        form=form,
        submit=_("Enregistrer la rédaction"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def parameter(request: SchemeRequest, amendment_id: int, name: str) -> HttpResponse:
    """What a parameter becomes."""
    text = found(queries.amendment, amendment_id)
    if name not in rules.PARAMETERS:
        raise Http404
    about = rules.PARAMETERS[name]
    now = {one.name: one for one in queries.consolidated_parameters(text.convention_id, today())}[name]
    drafted = {one.name: rules.read(name, one.value) for one in text.parameters.all() if one.name == name}
    initial = {"value": drafted.get(name, now.value), "article_number": now.article_number}
    form = forms.ParameterForm(name, sent(request), initial=initial)
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        enter_texts.amend_parameter,
        done=_("La nouvelle valeur est enregistrée."),
        to=back.url,
        refused={"parameter_value_wrong": "value"},
        amendment_id=text.pk,
        name=name,
    ) or show_form(
        request,
        title=_(about.label),
        lead=_("La valeur à partir de la prise d'effet de l'avenant."),
        facts=[Fact(_("Aujourd'hui"), showing.written(about, now.value), showing.source(now))],
        form=form,
        submit=_("Fixer la nouvelle valeur"),
        back=back,
    )


def _change(request: SchemeRequest, text: Amendment, number: str, change: AmendedArticle | None) -> tuple[Status, Link]:
    """What the amendment makes of an article, and what else it could."""
    if change is None:
        repeal = here(request, "authority:repeal_article", text.pk, number)
        return Status("neutral", _("Inchangé")), Link(_("Abroger"), repeal, about=number)
    leave = here(request, "authority:leave_unchanged", text.pk, "article", number)
    state = Status("done", _("Abrogé") if change.is_repeal else _("Récrit"))
    return state, Link(_("Laisser inchangé"), leave, about=number)


def _leave(request: SchemeRequest, text: Amendment, one: queries.ConsolidatedParameter) -> Link:
    """The way to leave a parameter as it is after all."""
    url = here(request, "authority:leave_unchanged", text.pk, "parametre", one.name)
    return Link(_("Laisser inchangé"), url, about=_(one.about.label))
