"""Venues brought from a file of the national schema, shown before anything is written; and given in one."""

import json
from functools import partial
from typing import Any

from django import forms as fields
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Link, Row, Status, Table, number
from quitus.interfaces.web.layout.describing import field_words, value_words
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show, show_form
from quitus.interfaces.web.layout.words import sentence
from quitus.usecases import venue_files
from quitus.usecases.venue_files import CHANGED, DOUBTFUL, NEW, REFUSED, SAME
from quitus.usecases.venue_files.matching import OUTCOMES, LinePreview, Preview
from quitus.usecases.venue_files.reading import MOST_BYTES

SALT = "quitus.venue_files"
AN_HOUR = 3600
SHOWN = 300
TONES = {NEW: "done", CHANGED: "waiting", DOUBTFUL: "late", REFUSED: "late", SAME: "neutral"}
NEW_ONE, LEAVE = "new", ""


class FileForm(fields.Form):
    """A file of venues."""

    file = fields.FileField(
        label=gettext_lazy("Fichier de lieux"),
        help_text=gettext_lazy("CSV ou classeur, au schéma national « lieux de médiation numérique » 1.0 ou 0.1.1."),
    )

    def clean_file(self) -> Any:
        """Not beyond what is read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise fields.ValidationError(
                _("Ce fichier est trop lourd : %(most)s Mo au plus.") % {"most": MOST_BYTES // 10**6}
            )
        return sent


@page(audience="authority", roles=(MANAGER,))
def import_venues(request: SchemeRequest) -> HttpResponse:
    """Send a file, look at what it would change, then write it."""
    if "token" in request.POST:
        return _write(request)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        with refusals_on(form, file_not_of_venues="file", too_many_venues="file"):
            sha256, found = venue_files.take_in_file(form.cleaned_data["file"].read())
            return _show(request, sha256, found)
    return show_form(
        request,
        title=_("Importer des lieux"),
        lead=_("Rien n'est écrit avant que vous ayez vu, ligne par ligne, ce qui est nouveau, changé ou douteux."),
        form=form,
        submit=_("Voir ce que change ce fichier"),
        back=_back(request),
        actions=[
            Link(_("Télécharger les lieux (CSV)"), here(request, "authority:export_venues"), icon="download"),
            Link(_("data.inclusion (JSON)"), here(request, "authority:export_data_inclusion"), icon="download"),
            Link(_("Intégrer l'annuaire à un site"), here(request, "authority:directory_settings")),
        ],
    )


@page(audience="authority")
@require_GET
def export_venues(request: SchemeRequest) -> HttpResponse:
    """The venues that take pass today, under the national schema."""
    content, _left_out = venue_files.national_csv(request.membership.scheme.authority.name)
    return _file(content.encode(), "text/csv; charset=utf-8", "lieux-de-mediation-numerique.csv")


@page(audience="authority")
@require_GET
def export_data_inclusion(request: SchemeRequest) -> HttpResponse:
    """The same under data.inclusion."""
    scheme = request.membership.scheme
    told = venue_files.data_inclusion(scheme, partial(_page_of, scheme.slug))
    return _file(json.dumps(told, ensure_ascii=False).encode(), "application/json", "data-inclusion.json")


def _write(request: SchemeRequest) -> HttpResponse:
    try:
        sha256, scheme_id = signing.loads(request.POST["token"], salt=SALT, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError):
        scheme_id = None
    if scheme_id != request.membership.scheme_id:
        messages.error(request, _("Cet aperçu est trop ancien. Envoyez le fichier à nouveau."))
        return redirect(request.path)
    decided = {
        int(name.removeprefix("line-")): None if chosen == NEW_ONE else int(str(chosen))
        for name, chosen in request.POST.items()
        if name.removeprefix("line-").isdecimal() and (chosen == NEW_ONE or str(chosen).isdecimal())
    }
    done = venue_files.write_file(
        by=request.actor, sha256=sha256, decided=decided, is_example=request.membership.scheme.is_example
    )
    facts = {"new": done.new, "changed": done.changed}
    messages.success(request, _("%(new)s lieux nouveaux, %(changed)s lieux changés.") % facts)
    for line, refusal in list(done.refused.items())[:SHOWN]:
        messages.error(request, _("Ligne %(line)s : %(why)s") % {"line": line, "why": sentence(refusal)})
    return redirect(_back(request).url)


def _show(request: SchemeRequest, sha256: str, found: Preview) -> HttpResponse:
    counts = found.counts()
    told = [line for line in found.lines if line.outcome != SAME]
    return show(
        request,
        "authority/venues/import_preview.html",
        title=_("Ce que change ce fichier"),
        lead=_("Schéma national %(version)s. Rien n'est encore écrit.") % {"version": found.version},
        back=Link(_("Importer des lieux"), here(request, "authority:import_venues")),
        token=signing.dumps([sha256, request.membership.scheme_id], salt=SALT),
        figures=[Figure(number(counts.get(outcome, 0)), _(words)) for outcome, words in OUTCOMES.items()],
        table=_table(told[:SHOWN]),
        left_out=max(0, len(told) - SHOWN),
        doubtful=[line for line in told if line.outcome == DOUBTFUL][:SHOWN],
        writes=counts.get(NEW, 0) + counts.get(CHANGED, 0),
        can_write=bool(set(counts) - {SAME, REFUSED}),
    )


def _table(lines: list[LinePreview]) -> Table:
    return Table(
        caption=_("Lignes qui changent quelque chose"),
        columns=[Column(_("Lieu")), Column(_("Ligne"), "number"), Column(_("Ce qui arrive")), Column(_("Détail"))],
        rows=[
            Row(
                [
                    f"{line.row.name or '–'}, {line.row.postcode} {line.row.commune}",
                    line.row.line,
                    Status(TONES[line.outcome], _(OUTCOMES[line.outcome])),  # type: ignore[arg-type]
                    _detail(line),
                ]
            )
            for line in lines
        ],
        empty=Empty(_("Ce fichier ne change rien."), _("Tous ses lieux sont déjà ici, tels quels.")),
    )


def _detail(line: LinePreview) -> str:
    if line.refusal is not None:
        return sentence(line.refusal)
    told = [
        _("%(field)s : %(before)s → %(after)s")
        % {"field": field_words(name), "before": value_words(name, before), "after": value_words(name, after)}
        for name, (before, after) in (line.changes or {}).items()
    ]
    if line.outcome == CHANGED and line.offers:
        told.append(_("Services ajoutés : %(count)s") % {"count": len(line.offers)})
    if line.outcome == DOUBTFUL:
        told.append(_("Ressemble à : %(names)s") % {"names": ", ".join(one.name for one in line.candidates)})
    if line.row.unknown:
        told.append(_("Mots non reconnus, laissés de côté : %(words)s") % {"words": ", ".join(line.row.unknown)})
    return " · ".join(told)


def _back(request: SchemeRequest) -> Link:
    return Link(_("Lieux"), here(request, "authority:venues"))


def _page_of(slug: str, venue_id: int) -> str:
    return f"{settings.QUITUS_URL}{reverse('public:directory_venue', args=[slug, venue_id])}"


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=media_type, headers=headers)
