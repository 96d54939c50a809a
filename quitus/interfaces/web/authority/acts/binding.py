"""The acts that bind about a deliberation: transmission, acknowledgement, publication, withdrawal."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.acts import operations
from quitus.domain.acts.models import Deliberation
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts.doors import KEEPERS
from quitus.interfaces.web.authority.acts.forms import DayForm
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.components import Fact, Link, day
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_confirm


@page(audience="authority", roles=KEEPERS)
def transmission(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The day the act went to the prefect."""
    return _date(
        request,
        act_of(request, deliberation_id),
        operations.record_transmission,
        title=_("Enregistrer la transmission au préfet"),
        happens=_("La date de transmission au contrôle de légalité fixe, avec la publication, la date exécutoire."),
        button=_("Enregistrer la transmission"),
        done=_("La transmission est enregistrée."),
    )


@page(audience="authority", roles=KEEPERS)
def acknowledgement(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The prefect's acknowledgement."""
    return _date(
        request,
        act_of(request, deliberation_id),
        operations.record_acknowledgement,
        title=_("Enregistrer l'accusé de réception"),
        happens=_("L'accusé de réception prouve la transmission. Il n'est pas une condition pour appliquer l'acte."),
        button=_("Enregistrer l'accusé de réception"),
        done=_("L'accusé de réception est enregistré."),
    )


@page(audience="authority", roles=KEEPERS)
def publication(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The day the act was put online."""
    return _date(
        request,
        act_of(request, deliberation_id),
        operations.record_publication,
        title=_("Enregistrer la publication en ligne"),
        happens=_(
            "La date de publication ouvre le délai de recours et fixe, avec la transmission, la date exécutoire."
        ),
        button=_("Enregistrer la publication"),
        done=_("La publication est enregistrée."),
    )


@page(audience="authority", roles=KEEPERS)
def withdrawal(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """A deliberation withdrawn before the vote."""
    act = act_of(request, deliberation_id)
    back = back_to(request, act)
    form = django_forms.Form(sent(request))
    return carry_out(
        request,
        form,
        operations.withdraw_deliberation,
        done=_("La délibération est retirée."),
        to=back.url,
        deliberation_id=act.pk,
    ) or show_confirm(
        request,
        title=_("Retirer la délibération"),
        happens=_("L'assemblée ne votera pas sur ce projet."),
        facts=reminder(act),
        final=_("Un projet retiré ne se reprend pas : il faudra en rédiger un nouveau."),
        button=_("Retirer la délibération"),
        back=Link(_("Ne pas la retirer"), back.url),
        form=form,
        danger=True,
    )


def _date(
    request: SchemeRequest,
    act: Deliberation,
    operation: Callable[..., Deliberation],
    *,
    title: str,
    happens: str,
    button: str,
    done: str,
) -> HttpResponse:
    """One date of fact, which is written once."""
    form = DayForm(sent(request))
    back = back_to(request, act)
    codes = ("date_before_adoption", "acknowledged_before_transmission", "date_in_the_future", "already_recorded")
    return carry_out(
        request, form, operation, done=done, to=back.url, refused=dict.fromkeys(codes, "on"), deliberation_id=act.pk
    ) or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=reminder(act),
        final=_("Cette date ne pourra pas être remplacée : vérifiez-la sur l'acte."),
        button=button,
        back=Link(_("Ne rien enregistrer"), back.url),
        form=form,
    )


def reminder(act: Deliberation) -> list[Fact]:
    """On which act one is about to write."""
    facts = [Fact(_("Délibération"), act.number, act.title)]
    return [*facts, Fact(_("Adoptée le"), day(act.adopted_on))] if act.adopted_on else facts
