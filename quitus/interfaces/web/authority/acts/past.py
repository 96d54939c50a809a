"""An act of the past, entered at once with its history."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.acts import operations, queries, rules
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations import PastAct
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import typed
from quitus.interfaces.web.authority.acts.doors import KEEPERS
from quitus.interfaces.web.authority.acts.forms import TextForm
from quitus.interfaces.web.authority.acts.grouping import grouped
from quitus.interfaces.web.authority.acts.sitting_forms import COUNTS, AttendanceForm, attendance_of
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.forms import CountField, DayField
from quitus.interfaces.web.layout.pages import show_form

YES, NO = "adopted", "rejected"
# The fields that hold several lines, and the lines of the act they become.
LISTS = {
    "decision": "articles",
    "legal_references": "references",
    "earlier_acts": "earlier_acts",
    "opinions": "opinions",
    "groups": "group_votes",
}


class PastActForm(TextForm, AttendanceForm):
    """An act as its papers tell it: only the title, the assembly and the day are needed."""

    assembly = forms.CharField(label=gettext_lazy("Assemblée"), max_length=120)
    held_on = DayField(label=gettext_lazy("Date de la réunion"), not_after_today=True)
    present_count = CountField(label=gettext_lazy("Membres présents"), required=False)
    excused_count = CountField(label=gettext_lazy("Membres excusés"), required=False)
    opinions = forms.CharField(
        label=gettext_lazy("Avis des commissions"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("Un par ligne : commission ; date ; favorable ou défavorable ; remarques."),
    )
    votes_for = CountField(label=gettext_lazy("Pour"), required=False)
    votes_against = CountField(label=gettext_lazy("Contre"), required=False)
    votes_abstention = CountField(label=gettext_lazy("Abstentions"), required=False)
    groups = forms.CharField(
        label=gettext_lazy("Vote par groupe"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    was_adopted = forms.ChoiceField(
        label=gettext_lazy("Résultat"),
        choices=[(YES, gettext_lazy("Adoptée")), (NO, gettext_lazy("Rejetée"))],
        initial=YES,
        widget=forms.RadioSelect,
    )
    signatory_name = forms.CharField(label=gettext_lazy("Nom du signataire"), max_length=160, required=False)
    signatory_quality = forms.CharField(label=gettext_lazy("Qualité du signataire"), max_length=200, required=False)
    delegation = forms.CharField(label=gettext_lazy("Par délégation"), max_length=300, required=False)
    signed_on = DayField(label=gettext_lazy("Signée le"), not_after_today=True, required=False)
    transmitted_on = DayField(label=gettext_lazy("Transmise au préfet le"), not_after_today=True, required=False)
    acknowledged_on = DayField(label=gettext_lazy("Accusé de réception du"), not_after_today=True, required=False)
    published_on = DayField(label=gettext_lazy("Publiée en ligne le"), not_after_today=True, required=False)

    def clean_groups(self) -> list[rules.GroupCount]:
        """One group a line."""
        return typed.groups_of(self.cleaned_data["groups"])

    def clean_opinions(self) -> list[operations.Opinion]:
        """One opinion a line."""
        return typed.opinions_of(self.cleaned_data["opinions"])

    def clean(self) -> dict[str, Any]:
        """Everything as one act of the past."""
        told = forms.Form.clean(self) or {}
        if self.errors:
            return told
        counted = told["present_count"] is not None and told["excused_count"] is not None
        attendance = attendance_of(told)
        votes = [told.pop(name) for name in ("votes_for", "votes_against", "votes_abstention")]
        told |= {
            "attendance": attendance if counted else None,
            "vote": rules.Vote(votes[0], votes[1] or 0, votes[2]) if votes[0] is not None else None,
            "was_adopted": told["was_adopted"] == YES,
            "articles": rules.split_articles(told.pop("decision")),
        }
        return {"act": PastAct(**told)}


class CompletionForm(PastActForm):
    """What is not known yet of an act of the past; what is known is not asked again."""

    def __init__(self, *args: Any, act: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {
            "title": act.title,
            "assembly": act.sitting.assembly if act.sitting else "",
            "held_on": act.sitting.held_on if act.sitting else act.adopted_on,
            "was_adopted": YES,
        }
        for name in list(self.fields):
            if name in self.known or _is_known(act, name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Everything as one act of the past: the fields that are not asked are empty."""
        for name, field in self.base_fields.items():
            if name not in self.fields:
                empty: object = [] if name in LISTS and name != "decision" else field.to_python(None)
                self.cleaned_data[name] = self.known.get(name, empty)
        return super().clean()


def _is_known(act: Deliberation, name: str) -> bool:
    """Whether the act says already what a field asks; the counts of a sitting and of a vote are known together."""
    sitting = act.sitting
    if name in COUNTS:
        return sitting is not None and sitting.attendance is not None
    if name in ("president", "secretary"):
        return sitting is not None and bool(getattr(sitting, name))
    if name.startswith("votes_"):
        return act.vote is not None
    if name in LISTS:
        return bool(getattr(act, LISTS[name]).all())
    return bool(getattr(act, name))


@page(audience="authority", roles=KEEPERS)
def complete(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """What was not known of an act of the past."""
    act = act_of(request, deliberation_id)
    back = back_to(request, act)
    form = CompletionForm(sent(request), act=act)
    return carry_out(
        request,
        form,
        operations.complete_past_act,
        done=_("L'acte est complété."),
        to=back.url,
        refused={"number_already_used": "number", "article_numbered_twice": "decision"},
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Compléter l'acte"),
        lead=_("Seul ce qui manque est demandé. Ce qui est déjà enregistré ne change pas."),
        form=form,
        submit=_("Compléter l'acte"),
        back=back,
        template="authority/acts/grouped_form.html",
        groups=grouped(
            form,
            [(title, [name for name in names if name in form.fields], is_open) for title, names, is_open in _parts()],
        ),
    )


@page(audience="authority", roles=KEEPERS)
def enter(request: SchemeRequest) -> HttpResponse:
    """An act of the past."""
    authority_id = request.membership.scheme.authority_id
    settled = queries.act_settings(authority_id)
    form = PastActForm(sent(request), initial={"assembly": settled.assembly, **TextForm.new(settled)})
    return carry_out(
        request,
        form,
        operations.enter_past_act,
        done=_("L'acte est enregistré. Sa page dit ce qui manque."),
        to=lambda made: here(request, "authority:deliberation", made.pk),
        refused={"number_already_used": "number", "article_numbered_twice": "decision"},
        authority_id=authority_id,
    ) or show_form(
        request,
        title=_("Saisir un acte ancien"),
        lead=_("Objet, assemblée et date suffisent. Le reste se remplit selon ce que disent vos papiers."),
        form=form,
        submit=_("Enregistrer l'acte"),
        back=Link(_("Actes"), here(request, "authority:acts")),
        template="authority/acts/grouped_form.html",
        groups=grouped(form, _parts()),
    )


def _parts() -> list[tuple[str, list[str], bool]]:
    said = ["legal_references", "earlier_acts", "opinions", "report", "matter_code", "matter_label"]
    sat = ["present_count", "excused_count", "absent_count", "proxy_count", "non_voting_count"]
    return [
        (_("L'acte"), ["title", "number", "assembly", "held_on", "was_adopted", "decision"], True),
        (_("Transmission et publication"), ["transmitted_on", "acknowledged_on", "published_on"], True),
        (_("Vote"), ["votes_for", "votes_against", "votes_abstention", "groups"], False),
        (_("Présences"), [*sat, "excused_non_voting_count", "president", "secretary"], False),
        (_("Signature"), ["signed_on", "signatory_name", "signatory_quality", "delegation"], False),
        (_("Visas, avis et rapport"), said, False),
    ]
