"""What an amendment in preparation repeals, what it leaves as it is after all, and one given up as a whole."""

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants import operations, queries, rules
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.pages import show_confirm, show_form

# What an address names, and the keyword of the operation.
KINDS = ("article", "annexe", "parametre")


class EffectForm(django_forms.Form):
    """The date of effect that an amendment states."""

    stated_effect_on = DayField(
        label=gettext_lazy("Date d'effet écrite dans l'avenant"),
        required=False,
        help_text=gettext_lazy("Laissez vide s'il prend effet à la dernière signature."),
    )


class WithdrawalForm(django_forms.Form):
    """Why an amendment is given up."""

    reason = django_forms.CharField(
        label=gettext_lazy("Motif"),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple : rejeté par l'assemblée, ou refusé par le financeur."),
    )


@page(audience="authority", roles=(MANAGER,))
def withdraw(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """An amendment that is given up before both have signed."""
    text = found(queries.amendment, amendment_id)
    form = WithdrawalForm(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.withdraw_amendment,
        done=_("L'avenant est abandonné ; un autre peut être préparé."),
        to=back.url,
        refused={"withdrawal_without_reason": "reason"},
        amendment_id=text.pk,
    ) or show_confirm(
        request,
        title=_("Abandonner l'avenant n° %(number)s") % {"number": text.number},
        happens=_("Le projet reste lisible mais n'aura jamais d'effet ; son numéro pourra servir à un autre avenant."),
        final=_("Un avenant abandonné ne se reprend pas : il faudrait en préparer un autre."),
        button=_("Abandonner l'avenant"),
        back=Link(_("Garder le projet"), back.url),
        form=form,
        danger=True,
    )


@page(audience="authority", roles=(MANAGER,))
def repeal_article(request: SchemeRequest, amendment_id: int, number: str) -> HttpResponse:
    """An article that the amendment takes away."""
    text = found(queries.amendment, amendment_id)
    form = django_forms.Form(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.repeal_article,
        done=_("L'avenant abroge cet article."),
        to=back.url,
        amendment_id=text.pk,
        article_number=number,
    ) or show_confirm(
        request,
        title=_("Abroger l'article %(number)s") % {"number": number},
        happens=_("L'article n'aura plus d'effet à partir de celui de l'avenant ; les dates passées le gardent."),
        undo=_("Tant que l'avenant n'est pas signé, vous pouvez laisser l'article inchangé."),
        button=_("Abroger l'article"),
        back=Link(_("Ne pas abroger"), back.url),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def repeal_annex(request: SchemeRequest, amendment_id: int, number: str) -> HttpResponse:
    """An annex that the amendment takes away."""
    text = found(queries.amendment, amendment_id)
    form = django_forms.Form(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.repeal_annex,
        done=_("L'avenant abroge cette annexe."),
        to=back.url,
        amendment_id=text.pk,
        annex_number=number,
    ) or show_confirm(
        request,
        title=_("Abroger l'annexe %(number)s") % {"number": number},
        happens=_("L'annexe n'aura plus d'effet à partir de celui de l'avenant ; les dates passées la gardent."),
        undo=_("Tant que l'avenant n'est pas signé, vous pouvez laisser l'annexe inchangée."),
        button=_("Abroger l'annexe"),
        back=Link(_("Ne pas abroger"), back.url),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def leave_unchanged(request: SchemeRequest, amendment_id: int, kind: str, key: str) -> HttpResponse:
    """Something that the amendment does not change after all."""
    text = found(queries.amendment, amendment_id)
    if kind not in KINDS or (kind == "parametre" and key not in rules.PARAMETERS):
        raise Http404
    names = {
        "article": _("l'article %(key)s") % {"key": key},
        "annexe": _("l'annexe %(key)s") % {"key": key},
        "parametre": _("le paramètre « %(key)s »")
        % {"key": _(rules.PARAMETERS[key].label) if kind == "parametre" else key},
    }
    form = django_forms.Form(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.leave_unchanged,
        done=_("L'avenant n'y touche plus."),
        to=back.url,
        amendment_id=text.pk,
        article=key if kind == "article" else "",
        annex=key if kind == "annexe" else "",
        parameter=key if kind == "parametre" else "",
    ) or show_confirm(
        request,
        title=_("Laisser inchangé"),
        happens=_("Le projet d'avenant ne changera plus %(what)s.") % {"what": names[kind]},
        button=_("Laisser inchangé"),
        back=Link(_("Garder la modification"), back.url),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def state_effect(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """The date of effect that the amendment states."""
    text = found(queries.amendment, amendment_id)
    form = EffectForm(sent(request), initial={"stated_effect_on": text.stated_effect_on})
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.state_effect,
        done=_("La date d'effet est enregistrée."),
        to=back.url,
        amendment_id=text.pk,
    ) or show_form(
        request,
        title=_("Date d'effet de l'avenant"),
        lead=_("Un avenant prend effet à sa dernière signature, ou au jour plus tardif qu'il fixe."),
        form=form,
        submit=_("Enregistrer la date d'effet"),
        back=back,
    )
