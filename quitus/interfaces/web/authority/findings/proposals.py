"""Statements proposed from the texts: a person ticks those that are right, nothing is kept before."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants.contradictions import kinds
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.findings import showing
from quitus.interfaces.web.authority.findings.statements import back_to_statements
from quitus.interfaces.web.layout.components import Empty
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.forms import offer
from quitus.interfaces.web.layout.pages import show, show_form
from quitus.usecases.read_statements import Proposed, proposed, record_proposed


class ChosenForm(forms.Form):
    """Which of the proposals are right."""

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que les textes semblent énoncer"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Relisez le passage avant de cocher. Un passage mal lu se relève à la main."),
        error_messages={"required": gettext_lazy("Cochez au moins un énoncé.")},
    )

    def __init__(self, found: list[Proposed], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "keys", [(one.key, _told(one)) for one in found])


@page(audience="authority", roles=(MANAGER,))
def proposals(request: SchemeRequest) -> HttpResponse:
    """What was read in the texts and is not recorded yet."""
    convention = convention_of(request)
    found = proposed(convention)
    back = back_to_statements(request)
    title = _("Relever les énoncés des textes")
    if not found:
        return show(
            request,
            "authority/conventions/none.html",
            title=title,
            back=back,
            nothing=Empty(
                _("Rien de plus n'a été lu dans les textes."),
                _("Ce que les textes disent autrement se relève à la main."),
            ),
        )
    form = ChosenForm(found, sent(request))
    return carry_out(
        request,
        form,
        record_proposed,
        done=_("Les énoncés choisis sont enregistrés."),
        to=back.url,
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=title,
        lead=_("Lus dans les articles, les avenants et les rapports. Rien n'est enregistré avant votre choix."),
        form=form,
        submit=_("Enregistrer les énoncés choisis"),
        back=back,
    )


def _told(one: Proposed) -> str:
    """Where it was read and what it says, then the words themselves, on a line of their own."""
    proposal = one.proposal
    return format_html(
        '<span><strong>{}</strong><br>{} · {}<br><span class="muted">{}</span></span>',
        showing.where(one.passage),
        _(kinds.KINDS[proposal.kind].label),
        showing.statement_values(proposal.kind, dict(proposal.values)),
        showing.quoted(proposal.quote),
    )
