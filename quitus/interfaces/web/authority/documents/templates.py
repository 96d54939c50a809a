"""Templates: how the authority's documents look, how one is replaced, and what was used before."""

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.documents import kinds, operations, queries
from quitus.domain.documents.models import Template
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.forms import TemplateForm
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, code, moment
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.words import paris_day
from quitus.usecases.papers import looks

REFUSED = (
    "template_broken",
    "template_not_accessible",
    "template_without_text",
    "template_not_text",
    "template_too_large",
    "template_unchanged",
    "typesetting_stopped",
    "typesetting_busy",
    "character_not_printable",
)
TYPST = "text/plain; charset=utf-8"


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def templates(request: SchemeRequest) -> HttpResponse:
    """One template for each kind of documents."""
    own = queries.current_templates(request.membership.scheme.authority_id)
    return show_list(
        request,
        title=_("Modèles"),
        lead=_("Comment se présentent vos documents. Un modèle remplacé vaut pour les documents à venir."),
        back=Link(_("Documents"), here(request, "authority:documents")),
        table=Table(
            caption=_("Modèles en vigueur"),
            columns=[
                Column(_("Document")),
                Column(_("Modèle")),
                Column(_("Depuis"), "day"),
                Column(_("Par")),
            ],
            rows=[
                Row([_(label), *_origin(own.get(kind))], here(request, "authority:template", kind))
                for kind, label in kinds.LABELS.items()
            ],
            empty=Empty(_("Aucun modèle.")),
        ),
    )


def _origin(own: Template | None) -> list[object]:
    if own is None:
        return [_("Modèle fourni"), None, "—"]
    return [_("Modèle de la collectivité"), paris_day(own.recorded_at), own.made_by]


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def template(request: SchemeRequest, kind: str) -> HttpResponse:
    """The template of one kind, what was used before, and what can be done."""
    _known(kind)
    authority_id = request.membership.scheme.authority_id
    versions = list(queries.templates(authority_id, kind))
    own = next((one for one in versions if one.replaced_at is None), None)
    stands = Status("done", _("Modèle de la collectivité") if own else _("Modèle fourni"))
    return show_detail(
        request,
        title=_("Modèle : %(kind)s") % {"kind": _(kinds.LABELS[kind])},
        lead=_("Un modèle dit comment le document se présente ; ce qu'il dit vient des données."),
        back=Link(_("Modèles"), here(request, "authority:templates")),
        status=stands,
        actions=_actions(request, kind, is_own=own is not None),
        facts=[
            Fact(_("En vigueur"), stands.word),
            *([Fact(_("Depuis"), moment(own.recorded_at)), Fact(_("Par"), own.made_by)] if own else []),
            *([Fact(_("Ce qui change"), own.note)] if own and own.note else []),
            Fact(_("Empreinte"), code(own.sha256 if own else looks.used(authority_id, kind).sha256)),
        ],
        thread=fil("template", kind, stands=stands),
        tables=[_history(request, versions)],
    )


def _actions(request: SchemeRequest, kind: str, *, is_own: bool) -> list[Link]:
    def to(view: str) -> str:
        return here(request, f"authority:{view}", kind)

    reading = [
        Link(_("Voir un exemple en PDF"), to("template_sample"), "secondary", "file-earmark-text"),
        Link(_("Télécharger le modèle"), to("template_source"), "secondary", "download"),
    ]
    if request.actor.role != MANAGER:
        return reading
    back = [Link(_("Revenir au modèle fourni"), to("withdraw_template"), "link")] if is_own else []
    return [Link(_("Remplacer le modèle"), to("replace_template"), "primary"), *reading, *back]


def _history(request: SchemeRequest, versions: list[Template]) -> Table:
    return Table(
        caption=_("Versions de la collectivité"),
        columns=[
            Column(_("En vigueur depuis"), "moment"),
            Column(_("Jusqu'à"), "moment"),
            Column(_("Par")),
            Column(_("Ce qui change")),
            Column(_("Empreinte"), "code"),
        ],
        rows=[
            Row(
                [one.recorded_at, one.replaced_at, one.made_by, one.note or "—", f"{one.sha256[:12]}…"],
                here(request, "authority:template_version", one.pk),
            )
            for one in versions
        ],
        empty=Empty(_("La collectivité n'a pas remplacé ce modèle."), _("Les documents suivent le modèle fourni.")),
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def template_source(request: SchemeRequest, kind: str) -> HttpResponse:
    """The template in use, as a file."""
    _known(kind)
    return _file(looks.used(request.membership.scheme.authority_id, kind).source, f"{kind}.typ")


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def template_kit(request: SchemeRequest, kind: str) -> HttpResponse:
    """All one needs to work on the template with Typst alone."""
    _known(kind)
    content = looks.kit(request.membership.scheme.authority_id, kind)
    disposition = f'attachment; filename="modele-{kind}.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": disposition})


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def template_version(request: SchemeRequest, template_id: int) -> HttpResponse:
    """A version that was used, as a file."""
    one = found(queries.template, template_id, request.membership.scheme.authority_id)
    return _file(one.source, f"{one.kind}-{one.sha256[:8]}.typ")


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def template_sample(request: SchemeRequest, kind: str) -> HttpResponse:
    """A sample as the template in use makes it."""
    _known(kind)
    content = looks.sample_pdf(request.membership.scheme.authority_id, kind)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="exemple.pdf"'}
    )


@page(audience="authority", roles=(MANAGER,))
def replace_template(request: SchemeRequest, kind: str) -> HttpResponse:
    """A template to try: what does not make a readable document is refused with its line."""
    _known(kind)
    form = TemplateForm(sent(request), request.FILES if request.method == "POST" else None)
    back = here(request, "authority:template", kind)
    return carry_out(
        request,
        form,
        looks.replace_template,
        done=_("Le modèle est en vigueur pour les documents à venir."),
        to=back,
        refused=dict.fromkeys(REFUSED, "file"),
        authority_id=request.membership.scheme.authority_id,
        kind=kind,
    ) or show_form(
        request,
        title=_("Remplacer le modèle : %(kind)s") % {"kind": _(kinds.LABELS[kind])},
        lead=_("Il est d'abord essayé sur un exemple. S'il ne donne pas un document lisible par tous, il est refusé."),
        form=form,
        submit=_("Essayer et mettre en vigueur"),
        back=Link(_("Modèle"), back),
        facts=[
            Fact(_("Partir de"), Link(_("le modèle en vigueur"), here(request, "authority:template_source", kind))),
            Fact(
                _("Pour l'essayer chez vous"),
                Link(_("le nécessaire d'essai"), here(request, "authority:template_kit", kind)),
                _("Modèle, fonctions, données d'exemple et polices, à ouvrir avec Typst."),
            ),
        ],
    )


@page(audience="authority", roles=(MANAGER,))
def withdraw_template(request: SchemeRequest, kind: str) -> HttpResponse:
    """Back to the template that comes with the program."""
    _known(kind)
    return bind(
        request,
        django_forms.Form(sent(request)),
        operations.withdraw_template,
        Act(
            title=_("Revenir au modèle fourni"),
            happens=_("Les documents à venir de ce type suivront le modèle fourni avec le logiciel."),
            facts=(Fact(_("Document"), _(kinds.LABELS[kind])),),
            undo=_("Votre modèle reste dans l'historique : vous pourrez le remettre en vigueur."),
            button=_("Revenir au modèle fourni"),
            done=_("Le modèle fourni est en vigueur."),
        ),
        back=Link(_("Garder votre modèle"), here(request, "authority:template", kind)),
        authority_id=request.membership.scheme.authority_id,
        kind=kind,
    )


def _known(kind: str) -> None:
    if kind not in kinds.KINDS:
        raise Http404


def _file(source: str, name: str) -> HttpResponse:
    return HttpResponse(source, content_type=TYPST, headers={"Content-Disposition": f'attachment; filename="{name}"'})
