"""The organisations that schemes speak of."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from quitus.domain.audit.queries import thread as entries_of
from quitus.domain.organisations import queries
from quitus.domain.organisations.kinds import LABELS
from quitus.domain.organisations.operations import register_organisation
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.administration.forms import OrganisationForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Table,
    siret,
)
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.threads import thread


@page(audience="administration")
def organisations(request: SchemeRequest) -> HttpResponse:
    """All organisations, or those of one kind with `?type=`."""
    kind = request.GET.get("type", "")
    counts = dict(queries.organisations().order_by().values_list("kind").annotate(lines=Count("pk")))
    lines = paginate(request, queries.organisations(kind if kind in LABELS else None))
    add = Link(_("Enregistrer un organisme"), here(request, "administration:register"), "primary")
    return show_list(
        request,
        title=_("Organismes"),
        lead=_("Collectivité, financeur, opérateur et structures : chacun n'a qu'une fiche."),
        actions=[add],
        chips=chips(
            request,
            "type",
            [(known, _(label), counts.get(known, 0)) for known, label in LABELS.items()],
            everything=_("Tous"),
        ),
        page=lines,
        table=Table(
            caption=_("Organismes"),
            columns=[Column(_("Nom")), Column(_("Type")), Column(_("Commune")), Column(_("SIRET"))],
            rows=[
                Row(
                    [found.name, _(LABELS[found.kind]), found.commune, siret(found.siret)],
                    url=here(request, "administration:organisation", found.pk),
                )
                for found in lines.items
            ],
            empty=Empty(_("Aucun organisme de ce type."), _("Enregistrez-le pour commencer."), add),
        ),
    )


@page(audience="administration")
def organisation(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """One organisation and what was done to it."""
    found = queries.organisations().filter(pk=organisation_id).first()
    if found is None:
        raise Http404
    return show_detail(
        request,
        title=found.name,
        lead=_(LABELS[found.kind]),
        back=Link(_("Organismes"), here(request, "administration:organisations")),
        facts=[
            Fact(_("Nom court"), found.short_name),
            Fact(_("SIRET"), siret(found.siret)),
            Fact(_("Adresse"), ", ".join(filter(None, (found.address_line_1, found.address_line_2)))),
            Fact(_("Commune"), f"{found.postcode} {found.commune}".strip()),
            Fact(_("Exemple"), _("Oui, inventé") if found.is_example else _("Non")),
        ],
        thread=thread(entries_of("organisation", found.pk)),
    )


@page(audience="administration")
def register(request: SchemeRequest) -> HttpResponse:
    """Ask for an organisation and add it to the directory."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, siret_not_valid="siret", siret_already_registered="siret"):
            made = register_organisation(by=request.actor, **form.cleaned_data)
            messages.success(request, _("L'organisme est enregistré."))
            return redirect(here(request, "administration:organisation", made.pk))
    return show_form(
        request,
        title=_("Enregistrer un organisme"),
        lead=_("Cherchez-le d'abord dans la liste : un SIRET n'a qu'une fiche."),
        form=form,
        submit=_("Enregistrer l'organisme"),
        back=Link(_("Organismes"), here(request, "administration:organisations")),
    )
