"""Pass of paper as the venues and the authority see them."""

from collections.abc import Callable, Sequence
from datetime import date

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.reimbursement import kept, states
from quitus.domain.reimbursement.kept import Kept
from quitus.domain.reimbursement.models import PaperCheck, PaperCheckLine, PaperDestruction
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Row, Status, Table, day, number
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.scans import ScanForm
from quitus.interfaces.web.layout.words import month
from quitus.usecases import paper_kept


def kept_status(line: Kept, on: date) -> Status:
    """Whether the pass of a claim are kept, to be destroyed, or gone."""
    if line.is_destroyed:
        return Status("done", _("Détruits"))
    if line.destruction_id is not None:
        return Status("waiting", _("Procès-verbal à signer"))
    if line.is_due(on):
        return Status("waiting", _("À détruire"))
    return Status("neutral", _("À garder") if line.paid_on else _("À garder, pas encore payés"))


def kept_table(lines: Sequence[Kept], on: date, *, url: Callable[[Kept], str], with_structure: bool = False) -> Table:
    """The register: one line a claim and a venue."""
    return Table(
        caption=_("Pass papier gardés"),
        columns=[
            Column(_("Lieu")),
            Column(_("Mois")),
            Column(_("Demande"), "code"),
            Column(_("Pass"), "number"),
            Column(_("Payés le"), "day"),
            Column(_("À garder jusqu'au"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    f"{line.venue} – {line.structure}" if with_structure else line.venue,
                    month(line.month),
                    line.claim,
                    line.count,
                    line.paid_on,
                    line.due_on,
                    kept_status(line, on),
                ],
                url=url(line),
            )
            for line in lines
        ],
        empty=Empty(
            _("Aucun pass papier demandé en remboursement pour l'instant."),
            _("Gardez les pass encaissés : ils apparaissent ici dès qu'une demande de remboursement les compte."),
        ),
    )


def destruction_status(minutes: PaperDestruction) -> Status:
    """Where minutes of destruction stand."""
    tone = {"signed": "done", "withdrawn": "neutral"}.get(minutes.state, "waiting")
    return Status(tone, _(states.DESTRUCTION_LABELS[minutes.state]))  # type: ignore[arg-type]


def destructions_table(lines: Sequence[PaperDestruction], *, url: Callable[[PaperDestruction], str]) -> Table:
    """Minutes of destruction."""
    return Table(
        caption=_("Procès-verbaux de destruction"),
        columns=[
            Column(_("Numéro"), "code"),
            Column(_("Lieu")),
            Column(_("Le"), "day"),
            Column(_("Pass"), "number"),
            Column(_("Signé par")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.number,
                    one.venue.name,
                    one.destroyed_on,
                    one.counted,
                    one.signed_by or None,
                    destruction_status(one),
                ],
                url=url(one),
            )
            for one in lines
        ],
        empty=Empty(_("Aucun procès-verbal de destruction.")),
    )


def check_status(check: PaperCheck) -> Status:
    """Where a control stands."""
    return Status("done" if check.state == states.CHECKED else "waiting", _(states.PAPER_CHECK_LABELS[check.state]))


def checks_table(lines: Sequence[PaperCheck], *, url: Callable[[PaperCheck], str]) -> Table:
    """Controls of pass of paper."""
    return Table(
        caption=_("Contrôles des pass papier"),
        columns=[
            Column(_("Numéro"), "code"),
            Column(_("Structure")),
            Column(_("Demande"), "code"),
            Column(_("Demandés le"), "day"),
            Column(_("Pass"), "number"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.number,
                    one.claim.organisation.name,
                    one.claim.number,
                    one.asked_on,
                    one.size,  # type: ignore[attr-defined]
                    check_status(one),
                ],
                url=url(one),
            )
            for one in lines
        ],
        empty=Empty(_("Aucun contrôle des pass papier.")),
    )


def shown_table(lines: Sequence[PaperCheckLine]) -> Table:
    """The pass asked for, and what was seen of each."""
    tones = {states.SEEN: "done", states.DAMAGED: "done", states.MISSING: "late"}
    return Table(
        caption=_("Pass demandés"),
        columns=[Column(_("Pass"), "code"), Column(_("Lieu")), Column(_("Ce qui a été vu"))],
        rows=[
            Row(
                [
                    str(line.number),
                    line.venue.name,
                    Status(tones[line.outcome], _(states.OUTCOMES[line.outcome]))  # type: ignore[arg-type]
                    if line.outcome
                    else Status("waiting", _("À présenter")),
                ]
            )
            for line in lines
        ],
        empty=Empty(_("Aucun pass demandé.")),
    )


class SignedForm(ScanForm):
    """Minutes signed by hand."""

    signed_on = DayField(label=gettext_lazy("Signé le"), not_after_today=True)
    quality = forms.CharField(label=gettext_lazy("Fonction"), max_length=100, required=False)


def destruction_facts(one: PaperDestruction) -> list[Fact]:
    """What minutes of destruction say."""
    return [
        Fact(_("Détruits le"), day(one.destroyed_on)),
        Fact(_("Pass attendus"), number(one.expected)),
        Fact(_("Pass comptés et détruits"), number(one.counted)),
        Fact(_("Moyen"), one.way),
        *([Fact(_("Témoin"), one.witness)] if one.witness else []),
        *([Fact(_("Remarques"), one.remark)] if one.remark else []),
        *[Fact(_("Demande"), line.claim.number, f"{line.count} {_('pass')}") for line in one.claims.all()],
        Fact(_("Numéros"), ", ".join(str(numbers) for numbers in kept.numbers_of(one)[:40])),
        *([Fact(_("Signé par"), one.signed_by), Fact(_("Signé le"), day(one.signed_on))] if one.signed_on else []),
    ]


def file_response(one: PaperDestruction, file_format: str) -> HttpResponse:
    """Minutes as PDF or ODT; 404 for what is not made yet."""
    types = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}
    if file_format not in types:
        raise Http404
    try:
        name, content = paper_kept.minutes_file(one.pk, file_format)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type=types[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
