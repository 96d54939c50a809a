"""Produced documents: the list, those about one thing, one of them, its files, and producing it again."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.documents import kinds, policies, queries, rules
from quitus.domain.documents.models import ProducedDocument
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.subjects import READERS, VERBS, is_subject, seen, sees, subject_link
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Past,
    Row,
    Status,
    Table,
    Thread,
    Tone,
    code,
    day,
    moment,
)
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import chips, order_by, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.kernel.words import N_
from quitus.usecases import papers
from quitus.usecases.papers.making import MEDIA_TYPES

OUTCOMES: dict[str, tuple[Tone, str]] = {
    rules.IDENTICAL: ("done", N_("Identique à l'original, octet pour octet")),
    rules.ENGINE_DIFFERS: ("waiting", N_("Différent : la mise en page a été faite par une autre version")),
    rules.DIFFERENT: ("late", N_("Différent, avec la même version")),
    rules.DATA_LOST: ("late", N_("Les données ou le modèle manquent")),
}


@page(audience="authority", roles=READERS)
@require_GET
def documents(request: SchemeRequest) -> HttpResponse:
    """Every document of the scheme that the reader may see."""
    every = seen(request)
    counts = dict(every.order_by().values_list("kind").annotate(count=Count("pk")))
    kind = request.GET.get("type", "")
    shown = every.filter(kind=kind) if kind in kinds.KINDS else every
    lines = paginate(request, _in_order(request, shown))
    return show_list(
        request,
        title=_("Documents"),
        lead=_("Ce qui a été mis sur papier. Chaque document est gardé tel qu'il a été produit, avec son empreinte."),
        back=Link(_("Convention"), here(request, "authority:convention")) if sees(request, kinds.CONVENTION) else None,
        actions=_general_actions(request),
        chips=chips(
            request,
            "type",
            [(key, _(label), counts[key]) for key, label in kinds.LABELS.items() if key in counts],
            everything=_("Tous"),
        ),
        page=lines,
        table=_register(request, lines.items),
    )


@page(audience="authority", roles=READERS)
@require_GET
def documents_about(request: SchemeRequest, subject_kind: str, subject_id: int) -> HttpResponse:
    """The documents about one thing, and those that can be made of it."""
    if not is_subject(subject_kind) or not any(
        sees(request, kind) for kind, subject in kinds.SUBJECTS.items() if subject == subject_kind
    ):
        raise Http404
    shown = seen(request).filter(subject_kind=subject_kind, subject_id=subject_id)
    lines = paginate(request, _in_order(request, shown))
    return show_list(
        request,
        title=_("Documents"),
        lead=_("Produire un document le met en page avec les données d'aujourd'hui et le garde tel quel."),
        back=subject_link(request, subject_kind, subject_id),
        actions=_makings(request, subject_kind, subject_id),
        page=lines,
        table=_register(request, lines.items),
    )


@page(audience="authority", roles=READERS)
@require_GET
def document(request: SchemeRequest, document_id: int) -> HttpResponse:
    """One document: its files, who made it, from what."""
    one = _one(request, document_id)
    return _show(request, one, Status("done", _("Original gardé")))


@page(audience="authority", roles=READERS)
@require_GET
def verify_document(request: SchemeRequest, document_id: int) -> HttpResponse:
    """The document made again and compared with its original; nothing is kept of it."""
    _one(request, document_id)
    again = papers.produce_again(document_id)
    tone, sentence = OUTCOMES[again.outcome]
    now = [Fact(_("Moteur d'aujourd'hui"), again.engine)] if again.engine != again.document.engine else []
    return _show(
        request,
        again.document,
        Status(tone, _(sentence)),
        [*now, Fact(_("Produit de nouveau"), _(sentence), _("Le fichier gardé reste l'original."))],
    )


@page(audience="authority", roles=READERS)
@require_GET
def download_document(request: SchemeRequest, document_id: int, file_format: str) -> HttpResponse:
    """The file itself, as it was produced."""
    _one(request, document_id)
    one, content = found(papers.download, document_id, file_format)
    name = f"{slugify(one.reference or one.title)[:80] or 'document'}.{file_format}"
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type=MEDIA_TYPES[file_format], headers={"Content-Disposition": disposition})


def _one(request: SchemeRequest, document_id: int) -> ProducedDocument:
    """A document that the reader may see; 404 for any other."""
    one = found(queries.document, document_id)
    if not sees(request, one.kind):
        raise Http404
    return one


def _show(request: SchemeRequest, one: ProducedDocument, stands: Status, more: Sequence[Fact] = ()) -> HttpResponse:
    def to(view: str, *more: str) -> str:
        return here(request, f"authority:{view}", one.pk, *more)

    about = subject_link(request, one.subject_kind, one.subject_id)
    return show_detail(
        request,
        title=_(kinds.LABELS[one.kind]),
        lead=one.title,
        back=Link(_("Documents"), here(request, "authority:documents_about", one.subject_kind, one.subject_id)),
        status=stands,
        actions=[
            Link(_("Télécharger le PDF"), to("download_document", "pdf"), "primary", "download"),
            Link(_("Télécharger l'ODT modifiable"), to("download_document", "odt"), "secondary", "download"),
            Link(_("Produire de nouveau et comparer"), to("verify_document"), "link"),
        ],
        facts=[
            *more,
            Fact(_("Référence"), one.reference or "—"),
            Fact(_("À propos de"), about),
            *([Fact(_("Texte du"), day(one.as_of))] if one.as_of else []),
            Fact(_("Produit le"), moment(one.produced_at)),
            Fact(_("Par"), one.produced_by),
            Fact(_("PDF"), filesizeformat(one.pdf_size), _("Accessible : PDF/UA-1.")),
            Fact(_("Empreinte du PDF"), code(one.pdf_sha256), _("SHA-256 : elle prouve que le fichier est celui-ci.")),
            Fact(_("ODT"), filesizeformat(one.odt_size), _("Le même texte, à corriger dans un traitement de texte.")),
            Fact(_("Empreinte de l'ODT"), code(one.odt_sha256)),
            Fact(_("Empreinte des données"), code(one.data_sha256), _("Les données sont gardées avec le document.")),
            Fact(_("Modèle"), _("Modèle de la collectivité") if one.template_id else _("Modèle fourni")),
            Fact(_("Moteur"), one.engine),
        ],
        thread=Thread(
            past=[Past(one.produced_at, _("Document produit"), one.produced_by, one.reference)], stands=stands
        ),
    )


def _makings(request: SchemeRequest, subject_kind: str, subject_id: int) -> list[Link]:
    """What this reader can produce of a thing, the main one first."""
    made = [
        Link(_(VERBS[kind]), here(request, "authority:produce_document", kind, subject_id), "secondary", "printer")
        for kind in kinds.about(subject_kind)
        if policies.may_produce_document(request.actor.role, kind)
    ]
    if subject_kind == "convention" and policies.may_produce_document(request.actor.role, kinds.LETTER):
        made.append(Link(_(VERBS[kinds.LETTER]), here(request, "authority:write_letter"), "secondary", "envelope"))
    return made


def _general_actions(request: SchemeRequest) -> list[Link]:
    if not policies.may_replace_template(request.actor.role):
        return []
    return [
        Link(_(VERBS[kinds.LETTER]), here(request, "authority:write_letter"), "secondary", "envelope"),
        Link(_("Modèles"), here(request, "authority:templates"), "link"),
    ]


def _in_order(request: SchemeRequest, shown: QuerySet[ProducedDocument]) -> QuerySet[ProducedDocument]:
    return shown.order_by(order_by(request, {"date": "pk", "titre": "title", "type": "kind"}, "-pk"), "-pk")


def _register(request: SchemeRequest, lines: Sequence[ProducedDocument]) -> Table:
    return Table(
        caption=_("Documents produits"),
        columns=[
            Column(_("Document"), sort="type"),
            Column(_("Titre"), sort="titre"),
            Column(_("Produit le"), "day", sort="date"),
            Column(_("Par")),
            Column(_("Empreinte"), "code"),
        ],
        rows=[
            Row(
                [_(kinds.LABELS[one.kind]), one.title, one.produced_on, one.produced_by, f"{one.pdf_sha256[:12]}…"],
                here(request, "authority:document", one.pk),
            )
            for one in lines
        ],
        empty=Empty(
            _("Aucun document n'a été produit ici."),
            _("Ouvrez un acte, la convention ou un avenant, puis « Documents », pour en produire un."),
        ),
    )
