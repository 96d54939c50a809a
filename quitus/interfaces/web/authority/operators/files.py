"""The files of a contract: what was received, what became of each row."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.operators import kinds, operations, queries, states
from quitus.domain.operators.models import ImportedFile
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers.models import OperatorContract
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.operators.forms import ConfirmForm, ImportForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Row,
    Status,
    Table,
    Tone,
    code,
    moment,
    number,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.words import count
from quitus.kernel.life import after
from quitus.usecases import operator_files

TONES: dict[str, Tone] = {
    states.RECEIVED: "waiting",
    states.CHECKED: "waiting",
    states.UNREADABLE: "late",
    states.IMPORTING: "waiting",
    states.IMPORTED: "done",
    states.DROPPED: "neutral",
}


def status_of(file: ImportedFile) -> Status:
    """Where a file stands."""
    return Status(TONES[file.state], _(states.FILE_LABELS[file.state]))


def back_to_files(request: SchemeRequest, contract: OperatorContract) -> Link:
    """The files of a contract."""
    label = _("Fichiers de %(operator)s") % {"operator": contract.operator.short_name}
    return Link(label, here(request, "authority:operator_files", contract.pk))


def _back_to_contract(request: SchemeRequest, contract: OperatorContract) -> Link:
    label = _("Contrat %(number)s") % {"number": contract.number}
    return Link(label, here(request, "authority:contract", contract.pk))


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def files(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """What an operator sent under a contract."""
    contract = found(queries.contract, contract_id)
    asked = request.GET.get("nature", "")
    lines = paginate(request, queries.files(contract_id=contract.pk, kind=asked if asked in kinds.KINDS else ""))
    return show_list(
        request,
        title=_("Fichiers de %(operator)s") % {"operator": contract.operator.short_name},
        lead=_("Chaque ligne est importée une seule fois, même si le fichier est envoyé deux fois."),
        back=Link(
            _("Contrat %(number)s") % {"number": contract.number}, here(request, "authority:contract", contract.pk)
        ),
        actions=list(_ways(request, contract)),
        chips=chips(
            request,
            "nature",
            [(kind, _(kinds.LABELS[kind]), many) for kind, many in queries.counts_by_kind(contract.pk).items()],
            everything=_("Tous"),
        ),
        page=lines,
        table=_files_table(request, contract, lines.items),
    )


def _ways(request: SchemeRequest, contract: OperatorContract) -> Iterator[Link]:
    if request.actor.role == MANAGER:
        yield Link(_("Importer un fichier"), here(request, "authority:import_file", contract.pk), "primary", "inbox")
    yield Link(_("Descriptions des fichiers"), here(request, "authority:layouts", contract.pk), icon="list-check")
    for label, view in (
        (_("Lieux chez l'opérateur"), "venue_references"),
        (_("Frais facturés"), "fee_lines"),
        (_("Avoirs déclarés"), "declared_credit_notes"),
        (_("Succession"), "successions"),
    ):
        yield Link(label, here(request, f"authority:{view}", contract.pk), "link")


def _files_table(request: SchemeRequest, contract: OperatorContract, lines: Sequence[ImportedFile]) -> Table:
    return Table(
        caption=_("Fichiers reçus"),
        columns=[
            Column(_("Fichier")),
            Column(_("Contenu")),
            Column(_("Reçu le"), "moment"),
            Column(_("État")),
            Column(_("Lignes"), "number"),
            Column(_("Nouvelles"), "number"),
            Column(_("Déjà connues"), "number"),
            Column(_("Rejetées"), "number"),
        ],
        rows=[
            Row(
                [
                    one.file_name,
                    _(kinds.LABELS[one.kind]),
                    one.received_at,
                    status_of(one),
                    one.row_count,
                    one.new_count,
                    one.known_count,
                    one.rejected_count,
                ],
                url=here(request, "authority:operator_file", one.pk),
            )
            for one in lines
        ],
        empty=Empty(
            _("Aucun fichier reçu pour l'instant."),
            _("Décrivez d'abord comment l'opérateur écrit ses fichiers, sur un échantillon."),
            Link(_("Décrire un fichier"), here(request, "authority:layouts", contract.pk)),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def import_file(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Give a file to read."""
    contract = found(queries.contract, contract_id)
    described = queries.layouts(contract.pk)
    form = ImportForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        layouts=described,
        orders=queries.orders_of(contract.pk).filter(series__isnull=False),
    )
    back = back_to_files(request, contract)
    return carry_out(
        request,
        form,
        operator_files.take_in_file,
        done=_("Le fichier est reçu. Voici ce qu'il contient : rien n'est encore importé."),
        to=lambda made: here(request, "authority:operator_file", made.pk),
        refused={"order_needed": "order", "order_of_another_contract": "order", "file_too_large": "file"},
        contract_id=contract.pk,
    ) or show_form(
        request,
        title=_("Importer un fichier de %(operator)s") % {"operator": contract.operator.short_name},
        lead=_("Le fichier est lu d'abord : vous verrez ce qui sera importé et ce qui sera rejeté."),
        facts=[]
        if described
        else [
            Fact(
                _("Aucune description"),
                Link(_("Décrire un fichier"), here(request, "authority:layouts", contract.pk)),
                _("Dites d'abord comment l'opérateur écrit ses fichiers."),
            )
        ],
        form=form,
        submit=_("Lire le fichier"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def operator_file(request: SchemeRequest, file_id: int) -> HttpResponse:
    """One file: what its rows come to, and what can be done with it."""
    one = found(queries.file, file_id)
    return show_detail(
        request,
        title=one.file_name,
        lead=_lead(one),
        back=back_to_files(request, one.contract),
        status=status_of(one),
        figures=_figures(one) if one.state in (states.CHECKED, states.IMPORTED) else [],
        facts=list(_facts(request, one)),
        thread=fil("operator_contract", one.contract_id, stands=status_of(one)),
        tables=[_reasons_table(one)] if one.reasons else [],
        actions=list(_actions(request, one)),
    )


def _lead(one: ImportedFile) -> str:
    if one.state == states.UNREADABLE:
        said = {"problem": operator_files.told_problem(one.problem)}
        return _("Ce fichier n'est pas lisible : %(problem)s") % said
    if one.state in (states.RECEIVED, states.IMPORTING):
        return _("Lignes lues : %(done)s. Rechargez la page pour suivre.") % {"done": count(one.done_count)}
    if one.state == states.CHECKED:
        return _("Rien n'est encore importé. Une ligne déjà connue n'est pas comptée deux fois.")
    if one.state == states.DROPPED:
        return _("Ce fichier a été écarté : aucune de ses lignes n'a été importée depuis.")
    return _("Les lignes rejetées peuvent être corrigées et envoyées à nouveau, avec ou sans les autres.")


def _figures(one: ImportedFile) -> list[Figure]:
    done = one.state == states.IMPORTED
    return [
        Figure(number(one.new_count), _("lignes importées") if done else _("lignes à importer")),
        Figure(number(one.known_count), _("déjà connues")),
        Figure(number(one.rejected_count), _("rejetées")),
    ]


def _facts(request: SchemeRequest, one: ImportedFile) -> Iterator[Fact]:
    yield Fact(
        _("Contenu"), _(kinds.LABELS[one.kind]), _("description n° %(version)s") % {"version": one.layout.version}
    )
    if one.order is not None:
        yield Fact(_("Commande"), Link(one.order.number, here(request, "authority:order", one.order.pk)))
    yield Fact(_("Reçu"), moment(one.received_at), one.received_by)
    if one.imported_at is not None:
        yield Fact(_("Importé"), moment(one.imported_at), one.imported_by)
    yield from _late(one)
    yield Fact(_("Empreinte"), code(one.sha256[:16]), _("SHA-256, début"))
    if one.kind == kinds.SCANS:
        yield Fact(
            _("Au nom de qui"),
            one.imported_by or _("la personne qui importe"),
            _("L'opérateur répond de ce que ses lieux ont saisi ; la ligne garde son identifiant."),
        )


def _late(one: ImportedFile) -> Iterator[Fact]:
    """The lines of which only the operator's word says that they were entered in time."""
    if one.late_count:
        yield Fact(
            _("Reçues après le délai"),
            number(one.late_count),
            _("L'opérateur dit que le lieu les a saisies à temps : demandez-lui de le justifier avant d'importer."),
        )


def _reasons_table(one: ImportedFile) -> Table:
    return Table(
        caption=_("Pourquoi des lignes sont rejetées"),
        columns=[Column(_("Motif")), Column(_("Lignes"), "number")],
        rows=[
            Row([operator_files.told_reason(reason), many])
            for reason, many in sorted(one.reasons.items(), key=lambda told: -told[1])
        ],
        empty=Empty(_("Aucune.")),
        totals=[_("Total"), one.rejected_count],
    )


def _actions(request: SchemeRequest, one: ImportedFile) -> Iterator[Link]:
    leads = request.actor.role == MANAGER
    if leads and one.state == states.CHECKED and one.new_count:
        many = ngettext("Importer %(count)s ligne", "Importer %(count)s lignes", one.new_count)
        label = many % {"count": count(one.new_count)}
        yield Link(label, here(request, "authority:confirm_import", one.pk), "primary")
    if (
        leads
        and one.state in (states.IMPORTING, states.IMPORTED)
        and (one.rejected_count or one.state == states.IMPORTING)
    ):
        label = _("Reprendre l'import") if one.state == states.IMPORTING else _("Importer à nouveau")
        yield Link(label, here(request, "authority:confirm_import", one.pk))
    if one.rejects_sha256:
        yield Link(_("Télécharger les lignes rejetées"), here(request, "authority:rejects", one.pk), icon="download")
    yield Link(_("Télécharger le fichier reçu"), here(request, "authority:received_file", one.pk), "link")
    if leads and after(states.FILE, one.state, "drop_file"):
        yield Link(_("Écarter le fichier"), here(request, "authority:drop_file", one.pk), "link")


@page(audience="authority", roles=(MANAGER,))
def confirm_import(request: SchemeRequest, file_id: int) -> HttpResponse:
    """Decide the import."""
    one = found(queries.file, file_id)
    again = one.state in (states.IMPORTING, states.IMPORTED)
    form = ConfirmForm(sent(request), rejected=bool(one.rejected_count) and not again)
    many = ngettext(
        "%(count)s ligne de « %(name)s » sera importée en votre nom.",
        "%(count)s lignes de « %(name)s » seront importées en votre nom.",
        one.new_count,
    )
    happens = (
        _("Le fichier est relu depuis le début : seules ses lignes encore inconnues et justes sont importées.")
        if again
        else many % {"count": count(one.new_count), "name": one.file_name}
    )
    return bind(
        request,
        form,
        operator_files.import_or_defer,
        Act(
            title=_("Importer le fichier"),
            happens=happens,
            button=_("Importer les lignes"),
            done=_("L'import est fait, ou en cours s'il est long : sa page le dit."),
            final=_("Une ligne importée ne s'efface pas. Ce qui serait faux se corrige par une nouvelle écriture."),
            facts=(
                Fact(_("À importer"), number(one.new_count)),
                Fact(_("Déjà connues"), number(one.known_count), _("elles ne sont pas comptées deux fois")),
                Fact(_("Rejetées"), number(one.rejected_count), _("elles restent dans le fichier des rejets")),
                *_late(one),
            ),
            refused={"some_rows_rejected": "accept_partial"} if "accept_partial" in form.fields else {},
        ),
        back=Link(_("Revenir au fichier"), here(request, "authority:operator_file", one.pk)),
        file_id=one.pk,
    )


@page(audience="authority", roles=(MANAGER,))
def drop_file(request: SchemeRequest, file_id: int) -> HttpResponse:
    """Set a file aside."""
    one = found(queries.file, file_id)
    return bind(
        request,
        ConfirmForm(sent(request), rejected=False),
        operations.drop_file,
        Act(
            title=_("Écarter le fichier"),
            happens=_("« %(name)s » ne sera pas importé. Il reste dans la liste, avec son empreinte.")
            % {"name": one.file_name},
            button=_("Écarter le fichier"),
            done=_("Le fichier est écarté."),
            undo=_("Vous pourrez l'envoyer à nouveau."),
        ),
        back=Link(_("Revenir au fichier"), here(request, "authority:operator_file", one.pk)),
        file_id=one.pk,
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def rejects(request: SchemeRequest, file_id: int) -> FileResponse:
    """The rejected rows, in the operator's columns, with their line and reason."""
    one, path = found(operator_files.rejects, file_id)
    return attached(path, f"rejets-{Path(one.file_name).stem}.csv")


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def received_file(request: SchemeRequest, file_id: int) -> FileResponse:
    """A file as it came."""
    one, path = found(operator_files.download, file_id)
    return attached(path, one.file_name)


def attached(path: Path, name: str) -> FileResponse:
    """A file to keep, never shown: it came from outside."""
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response
