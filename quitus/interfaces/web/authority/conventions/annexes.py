"""Annexes: those of a convention in preparation, and what an amendment makes of them."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries
from quitus.domain.grants.queries import ConsolidatedAnnex
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import signing_forms as forms
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases import text_files

FILE_REFUSALS = dict.fromkeys(("file_empty", "file_too_large", "file_of_this_type_refused"), "file")


@page(audience="authority")
@require_GET
def annexes(request: SchemeRequest) -> HttpResponse:
    """The annexes of the convention as they stand today."""
    convention = convention_of(request)
    writes = request.actor.role == MANAGER and (convention.in_force_on is None or convention.is_entered)
    add = Link(_("Ajouter une annexe"), here(request, "authority:new_annex"), "primary")
    return show_list(
        request,
        title=_("Annexes de la convention"),
        lead=_("Telles qu'elles s'appliquent aujourd'hui ; leur texte se lit avec celui de la convention."),
        back=back_to_convention(request),
        actions=[add] if writes else [],
        table=Table(
            caption=_("Annexes"),
            columns=[Column(_("Annexe")), Column(_("Titre")), Column(_("Contenu")), Column(_("Avenant"))],
            rows=[
                Row(
                    [
                        one.number,
                        one.title,
                        _content(request, one),
                        _("n° %(number)s") % {"number": one.amendment.number} if one.amendment else "",
                    ],
                    url=here(request, "authority:write_annex", one.number) if writes and not one.amendment else "",
                )
                for one in queries.consolidated_annexes(convention.pk, today())
            ],
            empty=Empty(_("La convention n'a aucune annexe.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def new_annex(request: SchemeRequest) -> HttpResponse:
    """An annex to add to a convention in preparation."""
    convention = convention_of(request)
    form = forms.NewAnnexForm(sent(request), files(request))
    back = Link(_("Annexes de la convention"), here(request, "authority:annexes"))
    return carry_out(
        request,
        form,
        text_files.write_annex,
        done=_("L'annexe est enregistrée."),
        to=back.url,
        refused=FILE_REFUSALS,
        convention_id=convention.pk,
    ) or show_form(request, title=_("Ajouter une annexe"), form=form, submit=_("Enregistrer l'annexe"), back=back)


@page(audience="authority", roles=(MANAGER,))
def write_annex(request: SchemeRequest, number: str) -> HttpResponse:
    """An annex of a convention in preparation, to write again."""
    convention = convention_of(request)
    known = {one.number: one for one in queries.consolidated_annexes(convention.pk, today())}.get(number)
    if known is None:
        raise Http404
    form = forms.AnnexForm(sent(request), files(request), initial={"title": known.title, "text": known.text})
    back = Link(_("Annexes de la convention"), here(request, "authority:annexes"))
    return carry_out(
        request,
        form,
        text_files.write_annex,
        done=_("L'annexe est enregistrée."),
        to=back.url,
        refused=FILE_REFUSALS,
        convention_id=convention.pk,
        number=number,
    ) or show_form(
        request,
        title=_("Annexe %(number)s") % {"number": number},
        form=form,
        submit=_("Enregistrer l'annexe"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
@require_GET
def amended(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Every annex, to be opened and replaced."""
    text = found(queries.amendment, amendment_id)
    changed = {one.annex_number: one for one in text.annexes.all()}
    standing = {one.number: one.title for one in queries.consolidated_annexes(text.convention_id, today())}
    rows = []
    for number, title in (standing | {number: one.title for number, one in changed.items()}).items():
        state = Status("neutral", _("Inchangée"))
        action = Link(_("Abroger"), here(request, "authority:repeal_annex", text.pk, number), about=number)
        if number in changed:
            state = Status("done", _("Abrogée") if changed[number].is_repeal else _("Récrite"))
            label = _("Laisser inchangée")
            action = Link(label, here(request, "authority:leave_unchanged", text.pk, "annexe", number), about=number)
        url = here(request, "authority:amend_annex", text.pk, number)
        rows.append(Row([number, title, state, action], url=url))
    return show_list(
        request,
        title=_("Changer une annexe"),
        lead=_("Choisissez l'annexe que l'avenant remplace, ajoutez-en une ou abrogez-la."),
        back=back_to_amendment(request, text),
        actions=[Link(_("Ajouter une annexe"), here(request, "authority:add_annex", text.pk), "primary")],
        table=Table(
            caption=_("Annexes de la convention"),
            columns=[Column(_("Annexe")), Column(_("Titre")), Column(_("Dans l'avenant")), Column(_("Action"))],
            rows=rows,
            empty=Empty(_("La convention n'a aucune annexe.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def add_annex(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """An annex that the amendment adds."""
    text = found(queries.amendment, amendment_id)
    form = forms.AddedAnnexForm(sent(request), files(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        text_files.amend_annex,
        done=_("L'annexe est enregistrée."),
        to=back.url,
        refused=FILE_REFUSALS,
        amendment_id=text.pk,
    ) or show_form(request, title=_("Ajouter une annexe"), form=form, submit=_("Enregistrer l'annexe"), back=back)


@page(audience="authority", roles=(MANAGER,))
def amend_annex(request: SchemeRequest, amendment_id: int, number: str) -> HttpResponse:
    """What an annex becomes."""
    text = found(queries.amendment, amendment_id)
    standing = {one.number: one for one in queries.consolidated_annexes(text.convention_id, today())}.get(number)
    written = {one.annex_number: one for one in text.annexes.all()}.get(number)
    shown = written or standing
    if shown is None:
        raise Http404
    form = forms.AnnexForm(sent(request), files(request), initial={"title": shown.title, "text": shown.text})
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        text_files.amend_annex,
        done=_("La nouvelle version est enregistrée."),
        to=back.url,
        refused=FILE_REFUSALS,
        amendment_id=text.pk,
        annex_number=number,
    ) or show_form(
        request,
        title=_("Annexe %(number)s : nouvelle version") % {"number": number},
        lead=_("L'annexe entière telle qu'elle sera : son texte, son fichier, ou les deux."),
        form=form,
        submit=_("Enregistrer la version"),
        back=back,
    )


def _content(request: SchemeRequest, one: ConsolidatedAnnex) -> object:
    """Its file, or whether it has a text."""
    if one.now is None:
        return Status("neutral", _("Abrogée"))
    if one.now.sha256:
        return Link(one.now.file_name, here(request, "authority:annex_file", one.now.sha256))
    return _("Texte") if one.now.text.strip() else Status("waiting", _("À joindre"))
