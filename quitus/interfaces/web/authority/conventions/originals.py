"""The two signed originals of a text: their scans, and where the papers are."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, queries, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import signing_forms as forms
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, code
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.usecases.text_files import annex_content, join_original, original_content

UNDER = {
    **dict.fromkeys(("file_empty", "file_too_large", "file_of_this_type_refused"), "file"),
    "original_kept_nowhere": "kept_at",
}


@page(audience="authority")
@require_GET
def convention(request: SchemeRequest) -> HttpResponse:
    """The originals of the convention."""
    return _show(request, convention_of(request), back_to_convention(request))


@page(audience="authority")
@require_GET
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """The originals of an amendment."""
    text = found(queries.amendment, amendment_id)
    return _show(request, text, back_to_amendment(request, text))


@page(audience="authority", roles=(MANAGER,))
def join_to_convention(request: SchemeRequest, party: str) -> HttpResponse:
    """A party's original of the convention."""
    text = convention_of(request)
    back = Link(_("Originaux"), here(request, "authority:originals"))
    return _join(request, party, back, convention_id=text.pk)


@page(audience="authority", roles=(MANAGER,))
def join_to_amendment(request: SchemeRequest, amendment_id: int, party: str) -> HttpResponse:
    """A party's original of an amendment."""
    text = found(queries.amendment, amendment_id)
    back = Link(_("Originaux"), here(request, "authority:amendment_originals", text.pk))
    return _join(request, party, back, amendment_id=text.pk)


@page(audience="authority", roles=(MANAGER,))
def move(request: SchemeRequest, original_id: int) -> HttpResponse:
    """Where the paper is kept from now on."""
    one = found(queries.original, original_id)
    form = forms.MovedOriginalForm(sent(request), initial={"kept_at": one.kept_at})
    if one.amendment is not None:
        back = Link(_("Originaux"), here(request, "authority:amendment_originals", one.amendment.pk))
    else:
        back = Link(_("Originaux"), here(request, "authority:originals"))
    return carry_out(
        request,
        form,
        operations.move_original,
        done=_("Le lieu de conservation est enregistré."),
        to=back.url,
        refused={"original_kept_nowhere": "kept_at"},
        original_id=one.pk,
    ) or show_form(
        request,
        title=_("Déplacer un original"),
        facts=[Fact(_("Original détenu pour"), _(states.PARTIES[one.party]), one.file_name)],
        form=form,
        submit=_("Enregistrer le lieu"),
        back=back,
    )


@page(audience="authority")
@require_GET
def read(request: SchemeRequest, original_id: int) -> HttpResponse:
    """The scan itself."""
    one, content = found(original_content, original_id)
    return _file(one.file_name, one.media_type, content)


@page(audience="authority")
@require_GET
def read_annex(request: SchemeRequest, sha256: str) -> HttpResponse:
    """The file of an annex."""
    one, content = found(annex_content, sha256)
    return _file(one.file_name, one.media_type, content)


def _file(name: str, media_type: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _join(request: SchemeRequest, party: str, back: Link, **key: int) -> HttpResponse:
    if party not in states.PARTIES:
        raise Http404
    form = forms.OriginalForm(sent(request), request.FILES if request.method == "POST" else None)
    return carry_out(
        request, form, join_original, done=_("L'original est joint."), to=back.url, refused=UNDER, party=party, **key
    ) or show_form(
        request,
        title=_("Joindre un original signé"),
        lead=_("La copie est gardée telle quelle, avec son empreinte, et ne peut pas être retirée."),
        facts=[Fact(_("Original détenu pour"), _(states.PARTIES[party]))],
        form=form,
        submit=_("Joindre l'original"),
        back=back,
    )


def _show(request: SchemeRequest, text: Convention | Amendment, back: Link) -> HttpResponse:
    kept = {one.party: one for one in queries.originals(text)}
    writes = request.actor.role == MANAGER
    rows = []
    for party, label in states.PARTIES.items():
        one = kept.get(party)
        if one is None:
            joined = _join_link(request, text, party) if writes and text.signed_on(party) else ""
            rows.append(Row([_(label), Status("waiting", _("À joindre")), "", "", joined]))
            continue
        scan = Link(one.file_name, here(request, "authority:original", one.pk))
        moved = Link(_("Déplacer"), here(request, "authority:move_original", one.pk), about=_(label))
        rows.append(Row([_(label), one.kept_at, scan, code(one.sha256[:16]), moved if writes else ""]))
    return show_list(
        request,
        title=_("Originaux signés"),
        lead=_("Un pour chaque partie : où est le papier, et sa copie numérisée avec son empreinte."),
        back=back,
        table=Table(
            caption=_("Originaux signés"),
            columns=[
                Column(_("Détenu pour")),
                Column(_("Conservé")),
                Column(_("Copie")),
                Column(_("Empreinte (SHA-256, début)")),
                Column(_("Action")),
            ],
            rows=rows,
            empty=Empty(_("Aucun original.")),
        ),
    )


def _join_link(request: SchemeRequest, text: Convention | Amendment, party: str) -> Link:
    about = _(states.PARTIES[party])
    if isinstance(text, Convention):
        return Link(_("Joindre"), here(request, "authority:join_original", party), about=about)
    return Link(_("Joindre"), here(request, "authority:join_amendment_original", text.pk, party), about=about)
