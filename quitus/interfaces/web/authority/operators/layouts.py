"""How the files of a contract are written: described on a sample, tried, then saved."""

from datetime import date

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.operators import kinds, queries
from quitus.domain.operators.models import FileLayout
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.operators.files import back_to_files
from quitus.interfaces.web.authority.operators.forms import LayoutForm, SampleForm, guessed, initial_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, Words, moment
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.words import day
from quitus.usecases import operator_files
from quitus.usecases.operator_files import Headings, Trial

SALT = "operators.sample"


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def layouts(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Which kinds of files are described, and since when."""
    contract = found(queries.contract, contract_id)
    known = queries.layouts(contract.pk)
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Descriptions des fichiers"),
        lead=_("Comment %(operator)s écrit ce qu'il envoie : une colonne par information, essayée sur un échantillon.")
        % {"operator": contract.operator.short_name},
        back=back_to_files(request, contract),
        table=Table(
            caption=_("Descriptions"),
            columns=[
                Column(_("Contenu")),
                Column(_("Ce qu'il faut y lire")),
                Column(_("Description")),
                Column(_("Par")),
            ],
            rows=[
                Row(
                    [_(kinds.LABELS[kind]), _asked(kind), *_said(known.get(kind))],
                    url=here(request, "authority:sample", contract.pk, kind) if leads else "",
                )
                for kind in kinds.KINDS
            ],
            empty=Empty(_("Aucune.")),
        ),
    )


def _asked(kind: str) -> str:
    return ", ".join(_(known.label).lower() for known in kinds.FIELDS[kind].values() if known.needed)


def _said(layout: FileLayout | None) -> list[object]:
    if layout is None:
        return [_("à décrire"), ""]
    return [moment(layout.recorded_at), layout.actor_label]


@page(audience="authority", roles=(MANAGER,))
def sample(request: SchemeRequest, contract_id: int, kind: str) -> HttpResponse:
    """Give a sample; or go on with the one of the layout in use."""
    contract = found(queries.contract, contract_id)
    _known(kind)
    form = SampleForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, file_unreadable="file"):
            file = form.cleaned_data["file"]
            sha256, _headings = operator_files.headings(file.chunks())
            return redirect(_address(request, contract_id, kind, sha256, file.name))
    last = queries.layout(contract.pk, kind)
    facts = []
    if last is not None:
        again = _address(request, contract_id, kind, last.sample_sha256, last.sample_name)
        facts.append(
            Fact(
                _("Description en usage"),
                Link(_("La modifier sur le même échantillon"), again),
                _("version %(version)s, %(name)s") % {"version": last.version, "name": last.sample_name},
            )
        )
    return show_form(
        request,
        title=_("Décrire : %(kind)s") % {"kind": _(kinds.LABELS[kind])},
        lead=_("Choisissez un fichier tel que l'opérateur l'envoie."),
        facts=facts,
        form=form,
        submit=_("Voir ses colonnes"),
        back=Link(_("Descriptions"), here(request, "authority:layouts", contract.pk)),
    )


@page(audience="authority", roles=(MANAGER,))
def layout(request: SchemeRequest, contract_id: int, kind: str) -> HttpResponse:
    """Say which column is what, try it, save it."""
    contract = found(queries.contract, contract_id)
    _known(kind)
    signed = request.POST.get("signed", "") or request.GET.get("echantillon", "")
    sha256, name = _unsign(request, signed)
    seen = operator_files.read_headings(sha256)
    form = LayoutForm(
        sent(request),
        kind=kind,
        cells=seen.cells,
        services=[(one.code, _(one.label)) for one in venues.services()],
        workbook=seen.is_workbook,
        initial=_initial(queries.layout(contract.pk, kind), kind, sha256, seen) | {"signed": signed},
    )
    trial: Trial | None = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            if "try" in request.POST:
                trial = operator_files.try_layout(sha256, form.written())
            else:
                operator_files.save_layout(
                    by=request.actor,
                    contract_id=contract.pk,
                    written=form.written(),
                    sample_sha256=sha256,
                    sample_name=name,
                )
                messages.success(request, _("La description est enregistrée. Vous pouvez importer un fichier."))
                return redirect(here(request, "authority:layouts", contract.pk))
    return show_form(
        request,
        title=_("Décrire : %(kind)s") % {"kind": _(kinds.LABELS[kind])},
        lead=_("Sur l'échantillon « %(name)s ». Essayez la lecture avant d'enregistrer.") % {"name": name},
        form=form,
        submit=_("Enregistrer la description"),
        back=Link(_("Descriptions"), here(request, "authority:layouts", contract.pk)),
        template="authority/operators/layout.html",
        trial=trial,
        read=_read_table(kind, trial) if trial else None,
        rejected=_rejected_table(trial) if trial and trial.rejected else None,
    )


def _initial(last: FileLayout | None, kind: str, sha256: str, seen: Headings) -> dict[str, object]:
    form = {"encoding": seen.form.encoding, "delimiter": seen.form.delimiter}
    if last is None:
        return {**form, **guessed(kind, seen.cells)}
    told = initial_of(last)
    return told if last.sample_sha256 == sha256 else {**told, **form}


def _read_table(kind: str, trial: Trial) -> Table:
    fields = kinds.FIELDS[kind]
    shown = [name for name in fields if any(name in row for row in trial.first)]
    return Table(
        caption=_("Premières lignes, telles qu'elles sont lues"),
        columns=[Column(_(fields[name].label)) for name in shown],
        rows=[Row([_cell(row.get(name)) for name in shown]) for row in trial.first],
        empty=Empty(_("Aucune ligne n'est lue."), _("Changez les colonnes ou l'écriture des dates.")),
    )


def _cell(value: object) -> Words:
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def _rejected_table(trial: Trial) -> Table:
    return Table(
        caption=_("Lignes qui seraient rejetées"),
        columns=[Column(_("Ligne"), "number"), Column(_("Motif"))],
        rows=[Row([place, reason.sentence]) for place, reason in trial.rejected[:20]],
        empty=Empty(_("Aucune.")),
    )


def _known(kind: str) -> None:
    if kind not in kinds.KINDS:
        raise Http404


def _address(request: SchemeRequest, contract_id: int, kind: str, sha256: str, name: str) -> str:
    told = {"sha256": sha256, "name": name[-200:], "scheme": request.membership.scheme_id}
    query = urlencode({"echantillon": signing.dumps(told, salt=SALT, compress=True)})
    return f"{here(request, 'authority:layout', contract_id, kind)}?{query}"


def _unsign(request: SchemeRequest, signed: str) -> tuple[str, str]:
    """The sample that the address names: signed, since a hash alone would open anybody's file."""
    try:
        told = signing.loads(signed, salt=SALT, max_age=86_400)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    if told["scheme"] != request.membership.scheme_id:
        raise Http404
    return told["sha256"], told["name"]
