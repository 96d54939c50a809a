"""The register of pass of paper, minutes of destruction, and controls."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.reimbursement import kept, operations, states
from quitus.domain.reimbursement.models import PaperCheckLine
from quitus.domain.reimbursement.operations.kept import MOST_DRAWN
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.claims.views import claim_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Figure, Link, day, number
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.forms import CountField, DayField
from quitus.interfaces.web.layout.kept import (
    SignedForm,
    check_status,
    checks_table,
    destruction_facts,
    destruction_status,
    destructions_table,
    file_response,
    kept_table,
    shown_table,
)
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.scans import UNDER
from quitus.kernel.clock import today
from quitus.usecases import paper_kept


class DrawForm(forms.Form):
    """How many pass are drawn."""

    size = CountField(label=gettext_lazy("Pass à tirer au sort"), min_value=1, max_value=MOST_DRAWN, initial=10)


class SeenForm(forms.Form):
    """What was seen of each pass."""

    seen_on = DayField(label=gettext_lazy("Date du contrôle"), not_after_today=True)

    def __init__(self, *args: Any, lines: list[PaperCheckLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [line.number for line in lines]
        for line in lines:
            self.fields[f"pass_{line.number}"] = forms.ChoiceField(
                label=f"{line.number}, {line.venue.name}",
                choices=[(code, _(label)) for code, label in states.OUTCOMES.items()],
                widget=forms.RadioSelect,
            )
        self.fields["observations"] = forms.CharField(
            label=_("Observations"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )

    def clean(self) -> dict[str, Any]:
        """The outcomes by number."""
        said = super().clean() or {}
        outcomes = {key: said.pop(f"pass_{key}") for key in self.numbers if f"pass_{key}" in said}
        return said | {"outcomes": outcomes}


@page(audience="authority")
@require_GET
def register(request: SchemeRequest) -> HttpResponse:
    """What every venue keeps, claim by claim."""
    lines = kept.register()
    if request.GET.get("format") == "csv":
        return as_csv(kept_table(lines, today(), url=lambda _line: "", with_structure=True), "pass-papier")
    shown = paginate(request, lines)
    return show_list(
        request,
        title=_("Pass papier"),
        lead=_("Les lieux gardent les pass jusqu'à leur paiement, puis %(months)s mois, et signent leur destruction.")
        % {"months": kept.keep_months()},
        back=Link(_("Lieux"), here(request, "authority:venues")),
        actions=[
            Link(_("Contrôles"), here(request, "authority:paper_checks")),
            Link(_("Procès-verbaux"), here(request, "authority:destructions")),
            Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download"),
        ],
        figures=[
            Figure(number(sum(line.count for line in lines if not line.is_destroyed)), _("pass gardés par les lieux")),
            Figure(number(sum(line.count for line in lines if line.is_due(today()))), _("peuvent être détruits")),
        ],
        page=shown,
        table=kept_table(
            shown.items,
            today(),
            url=lambda line: here(request, "authority:claim", line.claim_id),
            with_structure=True,
        ),
    )


@page(audience="authority")
@require_GET
def destructions(request: SchemeRequest) -> HttpResponse:
    """Every minutes of destruction."""
    lines = paginate(request, kept.destructions())
    return show_list(
        request,
        title=_("Procès-verbaux de destruction"),
        lead=_("Ce que les lieux ont détruit, et quand."),
        back=Link(_("Pass papier"), here(request, "authority:kept")),
        page=lines,
        table=destructions_table(lines.items, url=lambda one: here(request, "authority:destruction", one.pk)),
    )


@page(audience="authority")
@require_GET
def destruction(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """One minutes."""
    one = found(kept.destruction, destruction_id)
    status = destruction_status(one)
    enter = Link(_("Déposer le papier signé"), here(request, "authority:enter_destruction", one.pk))
    odt = Link(_("Télécharger (ODT)"), here(request, "authority:destruction_file", one.pk, "odt"), icon="download")
    return show_detail(
        request,
        title=_("Destruction %(number)s") % {"number": one.number},
        lead=_("%(venue)s, pass papier détruits.") % {"venue": one.venue.name},
        back=Link(_("Procès-verbaux de destruction"), here(request, "authority:destructions")),
        status=status,
        facts=destruction_facts(one),
        thread=fil("paper_destruction", one.pk, stands=status),
        actions=[
            Link(_("Télécharger (PDF)"), here(request, "authority:destruction_file", one.pk, "pdf"), icon="download"),
            *([enter] if one.state == states.WRITTEN else []),
            *([odt] if one.state == states.SIGNED else []),
        ],
    )


@page(audience="authority")
@require_GET
def destruction_file(request: SchemeRequest, destruction_id: int, file_format: str) -> HttpResponse:
    """The minutes as a file."""
    return file_response(found(kept.destruction, destruction_id), file_format)


@page(audience="authority")
def enter_signed(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """Enter minutes that a venue signed by hand."""
    one = found(kept.destruction, destruction_id)
    back = Link(_("Le procès-verbal"), here(request, "authority:destruction", one.pk))
    return carry_out(
        request,
        SignedForm(sent(request), files(request), initial={"signed_on": today()}),
        paper_kept.enter_signed,
        done=_("Le papier signé est gardé avec le procès-verbal."),
        to=back.url,
        refused={**UNDER, "signed_before_destruction": "signed_on"},
        destruction_id=one.pk,
    ) or show_form(
        request,
        title=_("Déposer le papier signé"),
        form=SignedForm(sent(request), files(request), initial={"signed_on": today()}),
        submit=_("Déposer le papier signé"),
        back=back,
    )


@page(audience="authority")
@require_GET
def checks(request: SchemeRequest) -> HttpResponse:
    """Every control."""
    lines = paginate(request, kept.checks())
    return show_list(
        request,
        title=_("Contrôles des pass papier"),
        lead=_("Un contrôle se lance depuis une demande de remboursement payée."),
        back=Link(_("Pass papier"), here(request, "authority:kept")),
        page=lines,
        table=checks_table(lines.items, url=lambda one: here(request, "authority:paper_check", one.pk)),
    )


@page(audience="authority")
@require_GET
def check(request: SchemeRequest, check_id: int) -> HttpResponse:
    """One control: the pass drawn, and what was seen."""
    one = found(kept.check, check_id)
    record_link = Link(
        _("Enregistrer ce qui a été vu"), here(request, "authority:record_paper_check", one.pk), "primary"
    )
    return show_detail(
        request,
        title=_("Contrôle %(number)s") % {"number": one.number},
        lead=_("Des pass payés à %(structure)s, tirés au sort.") % {"structure": one.claim.organisation.name},
        back=Link(_("Contrôles des pass papier"), here(request, "authority:paper_checks")),
        status=check_status(one),
        facts=[
            Fact(_("Demande"), Link(one.claim.number, here(request, "authority:claim", one.claim_id), "link")),
            Fact(_("Demandés le"), day(one.asked_on), one.asked_by),
            Fact(_("Tirés parmi"), number(one.drawn_from), _("pass de la demande non détruits")),
            *([Fact(_("Vus le"), day(one.seen_on), one.seen_by)] if one.seen_on else []),
            *([Fact(_("Observations"), one.observations)] if one.observations else []),
        ],
        thread=fil("paper_check", one.pk, stands=check_status(one)),
        tables=[shown_table(kept.check_lines(one.pk))],
        actions=[record_link] if one.state == states.ASKED else [],
    )


@page(audience="authority")
def draw(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """Draw pass of a paid claim, and ask for them."""
    claim = claim_of(claim_id)
    form = DrawForm(sent(request))
    return carry_out(
        request,
        form,
        operations.draw_paper_check,
        done=_("Les pass sont tirés au sort : la structure les trouve sur son accueil."),
        to=lambda made: here(request, "authority:paper_check", made.pk),
        refused={"sample_out_of_bounds": "size"},
        claim_id=claim.pk,
    ) or show_form(
        request,
        title=_("Contrôler les pass papier"),
        lead=_("Le logiciel tire des pass au sort ; la structure doit pouvoir les présenter."),
        facts=[Fact(_("Demande"), claim.number), Fact(_("Structure"), claim.organisation.name)],
        form=form,
        submit=_("Tirer au sort et demander les pass"),
        back=Link(_("Demande %(number)s") % {"number": claim.number}, here(request, "authority:claim", claim.pk)),
    )


@page(audience="authority")
def record(request: SchemeRequest, check_id: int) -> HttpResponse:
    """Say what was seen of each pass."""
    one = found(kept.check, check_id)
    form = SeenForm(sent(request), lines=kept.check_lines(one.pk), initial={"seen_on": today()})
    back = Link(_("Contrôle %(number)s") % {"number": one.number}, here(request, "authority:paper_check", one.pk))
    return carry_out(
        request,
        form,
        operations.record_paper_check,
        done=_("Le contrôle est enregistré."),
        to=back.url,
        refused={"seen_before_asked": "seen_on"},
        check_id=one.pk,
    ) or show_form(
        request,
        title=_("Enregistrer ce qui a été vu"),
        form=form,
        submit=_("Enregistrer le contrôle"),
        back=back,
    )
