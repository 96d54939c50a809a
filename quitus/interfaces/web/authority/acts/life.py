"""What happens to an act besides its two tracks: signed, answered by the prefect, repealed, taken back, annulled."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.acts import operations
from quitus.domain.acts.models import Deliberation
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import forms
from quitus.interfaces.web.authority.acts.binding import reminder
from quitus.interfaces.web.authority.acts.doors import KEEPERS
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.components import Fact, Link, day
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.kernel.calendar import add_months

IN_DAYS = ("date_before_adoption", "date_in_the_future", "signed_before_the_vote", "answer_before_transmission")


@page(audience="authority", roles=KEEPERS)
def signature(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """Who signed the voted act."""
    act = act_of(request, deliberation_id)
    back = back_to(request, act)
    form = forms.SignatureForm(sent(request))
    return carry_out(
        request,
        form,
        operations.record_signature,
        done=_("La signature est enregistrée."),
        to=back.url,
        refused=dict.fromkeys(IN_DAYS, "on"),
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Enregistrer la signature"),
        lead=_("Qui a signé la délibération, en quelle qualité, et par quelle délégation."),
        facts=reminder(act),
        form=form,
        submit=_("Enregistrer la signature"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def prefect_answer(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """What came from the prefect, or the missing documents he received."""
    act = act_of(request, deliberation_id)
    back = back_to(request, act)
    form = forms.PrefectAnswerForm(sent(request))
    return carry_out(
        request,
        form,
        operations.record_prefect_answer,
        done=_("Le courrier est enregistré."),
        to=back.url,
        refused=dict.fromkeys((*IN_DAYS, "no_documents_requested"), "on"),
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Enregistrer un courrier du préfet"),
        lead=_("Une demande de pièces suspend le délai de déféré ; il repart le jour où le préfet les reçoit."),
        facts=reminder(act),
        form=form,
        submit=_("Enregistrer le courrier"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def repeal(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """An adopted act that the authority ends for the future."""
    return _end(
        request,
        act_of(request, deliberation_id),
        operations.repeal_deliberation,
        forms.RepealForm(sent(request)),
        title=_("Abroger l'acte"),
        happens=_(
            "L'acte cesse de s'appliquer pour l'avenir, par une décision de la collectivité. "
            "S'il a créé des droits, il ne s'abroge que s'il est illégal, dans les quatre mois (CRPA, art. L.242-1)."
        ),
        button=_("Abroger l'acte"),
        done=_("L'acte est abrogé."),
    )


@page(audience="authority", roles=KEEPERS)
def take_back(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """An adopted act that the authority takes back, as if it had never been."""
    act = act_of(request, deliberation_id)
    limit = [Fact(_("Quatre mois après le vote"), day(add_months(act.adopted_on, 4)))] if act.adopted_on else []
    return _end(
        request,
        act,
        operations.take_back_deliberation,
        forms.EndForm(sent(request)),
        title=_("Retirer l'acte"),
        happens=_(
            "L'acte est réputé n'avoir jamais existé, par une décision de la collectivité. En règle générale, "
            "il faut qu'il soit illégal, et moins de quatre mois depuis le vote (CRPA, art. L.242-1 et L.243-3)."
        ),
        button=_("Retirer l'acte"),
        done=_("L'acte est retiré."),
        facts=limit,
    )


@page(audience="authority", roles=KEEPERS)
def annul(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """An adopted act that a judge annulled."""
    return _end(
        request,
        act_of(request, deliberation_id),
        operations.annul_deliberation,
        forms.AnnulForm(sent(request)),
        title=_("Enregistrer une annulation"),
        happens=_(
            "L'acte cesse de s'appliquer parce qu'un juge, ou une autre autorité, l'a annulé. "
            "Sauf si le juge en décide autrement, il est réputé n'avoir jamais existé : indiquez alors le jour du vote."
        ),
        button=_("Enregistrer l'annulation"),
        done=_("L'annulation est enregistrée."),
    )


def _end(
    request: SchemeRequest,
    act: Deliberation,
    operation: Callable[..., Deliberation],
    form: forms.EndForm,
    *,
    title: str,
    happens: str,
    button: str,
    done: str,
    facts: Sequence[Fact] = (),
) -> HttpResponse:
    back = back_to(request, act)
    in_effect = ("end_before_adoption", "repeal_before_its_decision")
    codes = {**dict.fromkeys(IN_DAYS, "on"), **dict.fromkeys(in_effect, "effect_on")}
    return carry_out(
        request, form, operation, done=done, to=back.url, refused=codes, deliberation_id=act.pk
    ) or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=[*reminder(act), *facts],
        final=_("Une convention ou un avenant signé sur cet acte garde sa page : vérifiez ce qu'il devient."),
        button=button,
        back=Link(_("Ne rien enregistrer"), back.url),
        form=form,
        danger=True,
    )
