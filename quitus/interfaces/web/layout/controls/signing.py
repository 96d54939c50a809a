"""Minutes produced, signed here or on paper, given back, and read in a spreadsheet."""

from django import forms
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.connectors import spreadsheets
from quitus.domain.controls import catalogue, operations, queries
from quitus.domain.distribution import queries as custody
from quitus.domain.documents import kinds
from quitus.domain.documents import queries as documents
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.organisations.roles import HANDOUT_AGENT
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk, file_of, inventory_of
from quitus.interfaces.web.layout.controls.sign_forms import SignForm, SignOnPaperForm
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.scans import UNDER, scan_response
from quitus.interfaces.web.layout.stock import holder_words
from quitus.kernel.clock import today
from quitus.usecases import controls as usecases
from quitus.usecases import papers
from quitus.usecases.signed_papers import scan_content

KIND_OF = {
    catalogue.INVENTORY: kinds.INVENTORY_MINUTES,
    catalogue.LOSS_FILE: kinds.LOSS_MINUTES,
    catalogue.HANDOVER_OF_DUTY: kinds.HANDOVER_MINUTES,
    catalogue.CONTROL_MINUTES: kinds.CONTROL_MINUTES,
    "slip": kinds.RETURN_MINUTES,
}
PAGES = {
    catalogue.INVENTORY: "inventory",
    catalogue.LOSS_FILE: "loss_file",
    catalogue.HANDOVER_OF_DUTY: "handover",
    catalogue.CONTROL_MINUTES: "control",
    "slip": "slip",
}
FILES = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}
REFUSED = {
    "signed_too_early": "signed_on",
    "already_signed": "party",
    "not_yours_to_sign": "party",
    "witness_is_a_party": "party",
}
REFUSED_ON_PAPER = UNDER | {
    "signed_too_early": "signed_on",
    **dict.fromkeys(("already_signed", "signed_for_the_other_side", "not_yours_to_enter"), "signer"),
    **dict.fromkeys(("not_who_signs_there", "own_signature_on_paper", "witness_is_a_party"), "signed_by"),
    "quality_missing": "quality",
}


def signing_actions(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> list[Link]:
    """Produce the minutes, sign them, enter them signed by hand, read them in a spreadsheet."""
    return [
        Link(_("Produire le procès-verbal"), desk.to(request, "produce_minutes", subject_kind, subject_id), "primary"),
        Link(_("Signer"), desk.to(request, "sign_minutes", subject_kind, subject_id), icon="pencil"),
        Link(_("Joindre le papier signé"), desk.to(request, "sign_on_paper", subject_kind, subject_id), "link"),
        sheet_link(request, desk, subject_kind, subject_id),
    ]


def sheet_link(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> Link:
    """What the minutes say now, as a spreadsheet."""
    to = desk.to(request, "minutes_workbook", subject_kind, subject_id)
    return Link(_("Tableur (XLSX)"), to, "secondary", "download")


def signing_tables(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> list[Table]:
    """Who signed, and the minutes that were kept."""
    signatures = queries.signatures(subject_kind, subject_id)
    made = list(documents.produced_documents(subject_kind=subject_kind, subject_id=subject_id))
    tables = [written.signatures_table(signatures, url=lambda one: desk.to(request, "signed_minutes", one.pk))]
    if made:
        tables.append(
            Table(
                caption=_("Procès-verbaux produits"),
                columns=[Column(_("Procès-verbal")), Column(_("Produit le"), "day"), Column(_("Par")), Column("")],
                rows=[
                    Row(
                        [
                            one.title,
                            one.produced_on,
                            one.produced_by,
                            Link("ODT", desk.to(request, "stock_minutes", one.pk, "odt"), "link", about=one.title),
                        ],
                        url=desk.to(request, "stock_minutes", one.pk, "pdf"),
                    )
                    for one in made
                ],
                empty=Empty(""),
            )
        )
    return tables


def refuse_unseen(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> None:
    """404 for minutes that the reader may not see."""
    if subject_kind == catalogue.INVENTORY:
        inventory_of(desk, subject_id)
    elif subject_kind == catalogue.LOSS_FILE:
        file_of(request, desk, subject_id)
    elif subject_kind == "slip":
        slip = found(custody.slip, subject_id)
        if not desk.sees_all and not {slip.from_holder_id, slip.to_holder_id} & set(desk.holder_ids):
            raise Http404
    elif subject_kind not in PAGES or request.actor.role == HANDOUT_AGENT:
        raise Http404
    elif subject_kind == catalogue.HANDOVER_OF_DUTY:
        found(queries.handover, subject_id)
    else:
        found(queries.control, subject_id)


def _back(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> Link:
    if subject_kind == "slip":
        return Link(_("Restitutions"), desk.to(request, "returns"))
    return Link(_(catalogue.SIGNED[subject_kind]), desk.to(request, PAGES[subject_kind], subject_id))


def sign(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> HttpResponse:
    """Sign as oneself."""
    if subject_kind not in catalogue.SIGNED:
        raise Http404
    refuse_unseen(request, desk, subject_kind, subject_id)
    form = SignForm(sent(request), parties=catalogue.PARTIES_OF[subject_kind])
    return bind(
        request,
        form,
        operations.sign_minutes,
        Act(
            title=_("Signer le procès-verbal"),
            happens=_("Votre nom et l'instant sont inscrits au procès-verbal : %(what)s.")
            % {"what": _(catalogue.SIGNED[subject_kind]).lower()},
            final=_("Une signature ne se retire pas."),
            button=_("Signer"),
            done=_("Vous avez signé."),
            facts=(Fact(_("Vous signez sous le nom de"), request.actor.label),),
            refused=REFUSED,
        ),
        back=_back(request, desk, subject_kind, subject_id),
        subject_kind=subject_kind,
        subject_id=subject_id,
    )


def sign_on_paper(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> HttpResponse:
    """Enter minutes that somebody signed by hand."""
    if subject_kind not in catalogue.SIGNED:
        raise Http404
    refuse_unseen(request, desk, subject_kind, subject_id)
    form = SignOnPaperForm(
        sent(request),
        files(request),
        signers=queries.signers_until(subject_kind, subject_id, today()),
        signed=queries.signatures(subject_kind, subject_id),
        reader=request.actor.label,
    )
    return carry_out(
        request,
        form,
        usecases.sign_on_paper,
        done=_("Le papier signé est joint."),
        to=desk.to(request, PAGES[subject_kind], subject_id),
        subject_kind=subject_kind,
        subject_id=subject_id,
        refused=REFUSED_ON_PAPER,
    ) or show_form(
        request,
        title=_("Joindre le papier signé"),
        lead=_("Pour une personne qui a signé à la main le procès-verbal imprimé : vous le numérisez."),
        form=form,
        submit=_("Joindre le papier signé"),
        back=_back(request, desk, subject_kind, subject_id),
    )


def produce(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> HttpResponse:
    """Make the minutes as they stand, and keep them."""
    refuse_unseen(request, desk, subject_kind, subject_id)
    return bind(
        request,
        forms.Form(sent(request)),
        usecases.produce_minutes,
        Act(
            title=_("Produire le procès-verbal"),
            happens=_("Un document PDF accessible et sa version modifiable sont produits et gardés."),
            final=_("Un document gardé ne se modifie pas : on en produit un autre."),
            button=_("Produire le procès-verbal"),
            done=_("Le procès-verbal est prêt : imprimez-le et faites-le signer."),
        ),
        back=_back(request, desk, subject_kind, subject_id),
        kind=KIND_OF[subject_kind],
        subject_id=subject_id,
    )


@require_GET
def returns(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """The slips by which pass were given back, each with its minutes."""
    slips = custody.slips() if desk.sees_all else custody.slips_between(desk.holder_ids)
    lines = paginate(request, slips.filter(kind="return"))
    made: dict[int, ProducedDocument] = {}
    for one in documents.produced_documents(subject_kind="slip", kind=kinds.RETURN_MINUTES):
        made.setdefault(one.subject_id, one)
    return show_list(
        request,
        title=_("Restitutions"),
        lead=_("Les pass rendus au coffre, au comptable ou à l'opérateur, chacun avec son procès-verbal."),
        back=Link(_("Contrôles et pertes"), desk.to(request, "controls")),
        page=lines,
        table=Table(
            caption=_("Restitutions"),
            columns=[
                Column(_("Bordereau")),
                Column(_("Date"), "day"),
                Column(_("De")),
                Column(_("À")),
                Column(_("Pass"), "number"),
                Column(_("Procès-verbal")),
                Column(_("Tableur")),
            ],
            rows=[
                Row(
                    [
                        slip.number,
                        slip.occurred_on,
                        holder_words(slip.from_holder),
                        holder_words(slip.to_holder),
                        slip.count,  # type: ignore[attr-defined]
                        Link(_("Ouvrir"), desk.to(request, "stock_minutes", made[slip.pk].pk, "pdf"), "link")
                        if slip.pk in made
                        else Status("waiting", _("À produire")),
                        Link("XLSX", desk.to(request, "minutes_workbook", "slip", slip.pk), "link", about=slip.number),
                    ],
                    url="" if slip.pk in made else desk.to(request, "produce_minutes", "slip", slip.pk),
                )
                for slip in lines.items
            ],
            empty=Empty(_("Aucune restitution."), _("Elles naissent avec les bordereaux de retour.")),
        ),
    )


@require_GET
def minutes(request: SchemeRequest, desk: Desk, document_id: int, file_format: str) -> HttpResponse:
    """The file of minutes as they were made."""
    one: ProducedDocument = found(documents.document, document_id)
    if one.kind not in KIND_OF.values() or file_format not in FILES:
        raise Http404
    refuse_unseen(request, desk, one.subject_kind, one.subject_id)
    _one, content = found(papers.download, document_id, file_format)
    name = content_disposition_header(True, f"{slugify(one.title)[:80]}.{file_format}")
    return HttpResponse(content, content_type=FILES[file_format], headers={"Content-Disposition": name})


@require_GET
def workbook(request: SchemeRequest, desk: Desk, subject_kind: str, subject_id: int) -> HttpResponse:
    """What minutes say as things stand, as an XLSX file: for who may produce them, once a count is closed."""
    refuse_unseen(request, desk, subject_kind, subject_id)
    title, content = usecases.minutes_workbook(by=request.actor, kind=KIND_OF[subject_kind], subject_id=subject_id)
    name = content_disposition_header(True, f"{slugify(title)[:80]}.xlsx")
    return HttpResponse(content, content_type=spreadsheets.MEDIA_TYPE, headers={"Content-Disposition": name})


@require_GET
def scan(request: SchemeRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """The scan of minutes signed by hand."""
    one = found(queries.signature, signature_id)
    refuse_unseen(request, desk, one.subject_kind, one.subject_id)
    if one.paper_id is None:
        raise Http404
    paper, content = found(scan_content, one.paper_id)
    return scan_response(paper, content)
