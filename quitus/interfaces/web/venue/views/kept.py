"""Pass of paper that the structure keeps: the register, minutes of destruction, what the authority asks to see."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.reimbursement import kept, operations, states
from quitus.domain.reimbursement.kept import Kept
from quitus.domain.reimbursement.models import PaperDestruction
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Figure, Link, Next, Task, day, number
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.forms import CountField, DayField, offer
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
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.scans import UNDER
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.clock import today
from quitus.usecases import paper_kept


class DestroyForm(forms.Form):
    """What was destroyed, when and how."""

    venue_id = forms.TypedChoiceField(label=gettext_lazy("Lieu"), coerce=int)
    destroyed_on = DayField(label=gettext_lazy("Date de la destruction"), not_after_today=True)
    counted = CountField(label=gettext_lazy("Pass comptés et détruits"))
    way = forms.CharField(
        label=gettext_lazy("Moyen"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : broyés sur place."),
    )
    witness = forms.CharField(label=gettext_lazy("Témoin"), max_length=200, required=False)
    remark = forms.CharField(
        label=gettext_lazy("Remarques"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Expliquez tout écart entre les pass attendus et les pass comptés."),
    )

    def __init__(self, *args: Any, due: dict[int, tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("%(venue)s : %(count)s pass à détruire")
        offer(self, "venue_id", [(key, words % {"venue": name, "count": count}) for key, (name, count) in due.items()])
        if len(due) == 1:
            self.fields["counted"].initial = next(iter(due.values()))[1]


@page(audience="venue")
@require_GET
def register(request: SchemeRequest) -> HttpResponse:
    """What is kept, claim by claim, and what may be destroyed."""
    own = request.membership.organisation_id
    lines = kept.register(organisation_id=own)
    table = kept_table(lines, today(), url=lambda line: _minutes_url(request, line.destruction_id))
    if request.GET.get("format") == "csv":
        return as_csv(table, "pass-papier")
    shown = paginate(request, lines)
    due = _due(lines)
    destroy = Link(_("Détruire les pass échus"), here(request, "venue:destroy_paper"), "primary")
    return show_list(
        request,
        title=_("Pass papier"),
        lead=_("Gardez chaque pass jusqu'à son paiement, puis %(months)s mois ; ensuite, détruisez-le et signez-le.")
        % {"months": kept.keep_months()},
        back=Link(_("Pass encaissés"), here(request, "venue:redemptions")),
        actions=[
            *([destroy] if due else []),
            Link(_("Procès-verbaux"), here(request, "venue:destructions")),
            Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download"),
        ],
        figures=[
            Figure(
                number(sum(line.count for line in lines if not line.is_destroyed)), _("pass à garder ou à détruire")
            ),
            Figure(number(sum(count for _name, count in due.values())), _("peuvent être détruits")),
        ],
        page=shown,
        table=kept_table(shown.items, today(), url=lambda line: _minutes_url(request, line.destruction_id)),
    )


def _due(lines: list[Kept]) -> dict[int, tuple[str, int]]:
    """Venue → its name, and how many of its pass may be destroyed today."""
    due: dict[int, tuple[str, int]] = {}
    for line in lines:
        if line.is_due(today()):
            due[line.venue_id] = (line.venue, due.get(line.venue_id, ("", 0))[1] + line.count)
    return due


def _minutes_url(request: SchemeRequest, key: int | None) -> str:
    return here(request, "venue:destruction", key) if key else ""


@page(audience="venue")
@require_GET
def destructions(request: SchemeRequest) -> HttpResponse:
    """Minutes of destruction, and what the authority asked to see."""
    own = request.membership.organisation_id
    lines = paginate(request, kept.destructions(organisation_id=own))
    return show_list(
        request,
        title=_("Procès-verbaux de destruction"),
        lead=_("Ce que votre structure a détruit, et quand."),
        back=Link(_("Pass papier"), here(request, "venue:kept")),
        page=lines,
        table=destructions_table(lines.items, url=lambda one: here(request, "venue:destruction", one.pk)),
    )


@page(audience="venue")
def destroy(request: SchemeRequest) -> HttpResponse:
    """Write the minutes of a destruction."""
    due = _due(kept.register(organisation_id=request.membership.organisation_id))
    back = Link(_("Pass papier"), here(request, "venue:kept"))
    form = DestroyForm(sent(request), due=due, initial={"destroyed_on": today()})
    return carry_out(
        request,
        form,
        operations.write_destruction,
        done=_("Le procès-verbal est écrit. Il reste à le signer."),
        to=lambda made: here(request, "venue:destruction", made.pk),
        refused={
            "count_unexplained": "remark",
            "way_of_destruction_missing": "way",
            "nothing_to_destroy": "destroyed_on",
            "paper_not_yours": "venue_id",
        },
    ) or show_form(
        request,
        title=_("Détruire des pass papier"),
        lead=_("Comptez les pass, détruisez-les devant témoin si possible, puis écrivez-le ici."),
        form=form,
        submit=_("Écrire le procès-verbal"),
        back=back,
    )


@page(audience="venue")
@require_GET
def destruction(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """One minutes: what was destroyed, who signed."""
    one = _own(request, destruction_id)
    status = destruction_status(one)
    to_sign = one.state == states.WRITTEN
    return show_detail(
        request,
        title=_("Destruction %(number)s") % {"number": one.number},
        lead=_("%(venue)s, pass papier détruits.") % {"venue": one.venue.name},
        back=Link(_("Procès-verbaux de destruction"), here(request, "venue:destructions")),
        status=status,
        facts=destruction_facts(one),
        thread=thread(
            audit.thread("paper_destruction", one.pk),
            stands=status,
            coming=[Next(_("Signer le procès-verbal"), _("votre structure"))] if to_sign else [],
        ),
        actions=_minutes_actions(request, one),
    )


def _minutes_actions(request: SchemeRequest, one: PaperDestruction) -> list[Link]:
    pdf = Link(_("Télécharger (PDF)"), here(request, "venue:destruction_file", one.pk, "pdf"), icon="download")
    if one.state == states.SIGNED:
        odt = here(request, "venue:destruction_file", one.pk, "odt")
        return [pdf, Link(_("Télécharger (ODT)"), odt, icon="download")]
    if one.state == states.WITHDRAWN:
        return [pdf]
    return [
        Link(_("Signer le procès-verbal"), here(request, "venue:sign_destruction", one.pk), "primary"),
        pdf,
        Link(_("Déposer le papier signé"), here(request, "venue:enter_destruction", one.pk)),
        Link(_("Retirer le procès-verbal"), here(request, "venue:withdraw_destruction", one.pk)),
    ]


@page(audience="venue")
def sign(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """Sign in the program."""
    one = _own(request, destruction_id)
    back = Link(_("Ne pas signer"), here(request, "venue:destruction", one.pk))
    return carry_out(
        request,
        Form(sent(request)),
        paper_kept.sign,
        done=_("Le procès-verbal est signé et gardé."),
        to=back.url,
        destruction_id=one.pk,
        signed_on=today(),
    ) or show_confirm(
        request,
        title=_("Signer le procès-verbal"),
        happens=_("Vous attestez que ces pass papier ont été comptés et détruits."),
        facts=destruction_facts(one)[:4],
        final=_("Un procès-verbal signé ne change plus."),
        button=_("Signer le procès-verbal"),
        back=back,
    )


@page(audience="venue")
def enter_signed(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """Enter what a colleague signed by hand."""
    one = _own(request, destruction_id)
    back = Link(_("Le procès-verbal"), here(request, "venue:destruction", one.pk))
    form = SignedForm(sent(request), files(request), initial={"signed_on": today()})
    return carry_out(
        request,
        form,
        paper_kept.enter_signed,
        done=_("Le papier signé est gardé avec le procès-verbal."),
        to=back.url,
        refused={**UNDER, "signed_before_destruction": "signed_on"},
        destruction_id=one.pk,
    ) or show_form(
        request,
        title=_("Déposer le papier signé"),
        lead=_(
            "Imprimez le procès-verbal, faites-le signer, numérisez-le. Vous ne déposez pas votre propre signature."
        ),
        form=form,
        submit=_("Déposer le papier signé"),
        back=back,
    )


@page(audience="venue")
def withdraw(request: SchemeRequest, destruction_id: int) -> HttpResponse:
    """Take back minutes that nobody signed."""
    one = _own(request, destruction_id)
    return carry_out(
        request,
        Form(sent(request)),
        operations.withdraw_destruction,
        done=_("Le procès-verbal est retiré : ses pass sont de nouveau à détruire."),
        to=here(request, "venue:kept"),
        destruction_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Retirer le procès-verbal"),
        happens=_("Ce procès-verbal ne comptera plus ; ses pass redeviennent à détruire."),
        facts=destruction_facts(one)[:3],
        button=_("Retirer le procès-verbal"),
        back=Link(_("Le garder"), here(request, "venue:destruction", one.pk)),
    )


@page(audience="venue")
@require_GET
def minutes_file(request: SchemeRequest, destruction_id: int, file_format: str) -> HttpResponse:
    """The minutes as a file."""
    return file_response(_own(request, destruction_id), file_format)


@page(audience="venue")
@require_GET
def checks(request: SchemeRequest) -> HttpResponse:
    """What the authority asked to see."""
    lines = paginate(request, kept.checks(organisation_id=request.membership.organisation_id))
    return show_list(
        request,
        title=_("Pass papier à présenter"),
        lead=_("La collectivité tire au sort des pass payés et demande à les voir."),
        back=Link(_("Pass papier"), here(request, "venue:kept")),
        page=lines,
        table=checks_table(lines.items, url=lambda one: here(request, "venue:paper_check", one.pk)),
    )


@page(audience="venue")
@require_GET
def check(request: SchemeRequest, check_id: int) -> HttpResponse:
    """The pass to show."""
    one = found(kept.check, check_id)
    if one.claim.organisation_id != request.membership.organisation_id:
        raise Http404
    return show_detail(
        request,
        title=_("Pass à présenter, contrôle %(number)s") % {"number": one.number},
        lead=_("Retrouvez ces pass et présentez-les à la collectivité. Ne les détruisez pas avant."),
        back=Link(_("Pass papier à présenter"), here(request, "venue:paper_checks")),
        status=check_status(one),
        facts=[Fact(_("Demandés le"), day(one.asked_on)), Fact(_("Demande"), one.claim.number)],
        tables=[shown_table(kept.check_lines(one.pk))],
    )


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Pass to show, for the home of the venue."""
    own = request.membership.organisation_id
    for one in kept.checks(organisation_id=own).filter(state=states.ASKED):
        url = here(request, "venue:paper_check", one.pk)
        yield Task(_("Présenter des pass papier"), url, _("Contrôle %(number)s") % {"number": one.number})


def _own(request: SchemeRequest, destruction_id: int) -> PaperDestruction:
    one = found(kept.destruction, destruction_id)
    if one.venue.organisation_id != request.membership.organisation_id:
        raise Http404
    return one
