"""Preparing a convention: its number, articles, parameters, and the deliberation behind it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import queries as acts
from quitus.domain.grants import operations, queries, rules
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import forms, showing
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases import enter_texts


def back_to_convention(request: SchemeRequest) -> Link:
    """The way back."""
    return Link(_("Convention"), here(request, "authority:convention"))


@page(audience="authority", roles=(MANAGER,))
def draft(request: SchemeRequest) -> HttpResponse:
    """A new convention."""
    form = forms.ConventionForm(sent(request))
    back = back_to_convention(request)
    return carry_out(
        request, form, operations.draft_convention, done=_("La convention est en préparation."), to=back.url
    ) or show_form(
        request,
        title=_("Préparer la convention"),
        lead=_("Une convention déjà signée se saisit de même, avec ses dates passées."),
        form=form,
        submit=_("Préparer la convention"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def attach(request: SchemeRequest) -> HttpResponse:
    """The deliberation that authorises to sign."""
    convention = convention_of(request)
    form = forms.DeliberationForm(acts.deliberations(request.membership.scheme.authority_id), sent(request))
    back = back_to_convention(request)
    return carry_out(
        request,
        form,
        operations.attach_deliberation,
        done=_("La délibération est rattachée."),
        to=back.url,
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Rattacher la délibération"),
        lead=_("Celle qui autorise à signer la convention."),
        form=form,
        submit=_("Rattacher la délibération"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def new_article(request: SchemeRequest) -> HttpResponse:
    """An article to add."""
    convention = convention_of(request)
    form = forms.NewArticleForm(sent(request))
    back = back_to_convention(request)
    return carry_out(
        request,
        form,
        operations.write_article,
        done=_("L'article est enregistré."),
        to=here(request, "authority:convention_text"),
        convention_id=convention.pk,
    ) or show_form(request, title=_("Ajouter un article"), form=form, submit=_("Enregistrer l'article"), back=back)


@page(audience="authority", roles=(MANAGER,))
def article(request: SchemeRequest, number: str) -> HttpResponse:
    """An article to write again."""
    convention = convention_of(request)
    known = {one.number: one for one in queries.consolidated_articles(convention.pk, today())}.get(number)
    if known is None:
        raise Http404
    form = forms.ArticleForm(sent(request), initial={"title": known.title, "text": known.text})
    text = here(request, "authority:convention_text")
    return carry_out(
        request,
        form,
        operations.write_article,
        done=_("L'article est enregistré."),
        to=text,
        convention_id=convention.pk,
        number=number,
    ) or show_form(
        request,
        title=_("Article %(number)s") % {"number": number},
        form=form,
        submit=_("Enregistrer l'article"),
        back=Link(_("Texte de la convention"), text),
    )


@page(audience="authority", roles=(MANAGER,))
@require_GET
def parameters(request: SchemeRequest) -> HttpResponse:
    """The parameters of a convention in preparation, and which are missing."""
    convention = convention_of(request)
    found = queries.consolidated_parameters(convention.pk, today())
    missing = sum(one.value is None and one.about.required for one in found)
    return show_list(
        request,
        title=_("Paramètres de la convention"),
        lead=_("Il en manque %(count)s avant de signer.") % {"count": missing}
        if missing
        else _("Tout ce qu'il faut pour signer est fixé."),
        back=back_to_convention(request),
        table=Table(
            caption=_("Paramètres"),
            columns=[Column(_("Paramètre")), Column(_("Valeur")), Column(_("Source"))],
            rows=[
                Row(
                    [
                        _(one.about.label),
                        showing.written(one.about, one.value)
                        or Status("waiting" if one.about.required else "neutral", _missing(one.about)),
                        showing.source(one),
                    ],
                    url=here(request, "authority:set_parameter", one.name),
                )
                for one in found
            ],
            empty=Empty(_("Aucun paramètre.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def parameter(request: SchemeRequest, name: str) -> HttpResponse:
    """One parameter to set."""
    convention = convention_of(request)
    if name not in rules.PARAMETERS:
        raise Http404
    known = {one.name: one for one in queries.consolidated_parameters(convention.pk, today())}[name]
    initial = {"value": known.value, "article_number": known.article_number, "is_placeholder": known.is_placeholder}
    form = forms.ParameterForm(name, sent(request), initial=initial)
    every = here(request, "authority:parameters")
    return carry_out(
        request,
        form,
        enter_texts.set_parameter,
        done=_("Le paramètre est fixé."),
        to=every,
        refused={"parameter_value_wrong": "value"},
        convention_id=convention.pk,
        name=name,
    ) or show_form(
        request,
        title=_(rules.PARAMETERS[name].label),
        form=form,
        submit=_("Fixer la valeur"),
        back=Link(_("Paramètres de la convention"), every),
    )


def _missing(about: rules.ParameterKind) -> str:
    return _("À fixer") if about.required else _("Facultatif")
