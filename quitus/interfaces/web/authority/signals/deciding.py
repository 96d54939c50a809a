"""What the authority does with a signal."""

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.signals import operations, queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.signals import forms
from quitus.interfaces.web.authority.signals.views import back_to
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, moment, number
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.interfaces.web.layout.signals import signal_sentence


@page(audience="authority")
def take_up(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """Say that somebody looks into it."""
    one = found(queries.signal, signal_id)
    back = back_to(request, one.pk)
    done = carry_out(
        request,
        Form(sent(request)),
        operations.take_up_signal,
        done=_("L'examen est commencé."),
        to=back.url,
        signal_id=one.pk,
    )
    return done or show_confirm(
        request,
        title=_("Commencer l'examen"),
        happens=_("Vos collègues verront que vous regardez ce signalement. Le lieu n'en est pas informé."),
        facts=[Fact(_("Ce qui a été vu"), signal_sentence(one))],
        button=_("Commencer l'examen"),
        back=back,
    )


@page(audience="authority")
def ask(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """Ask the venue to explain."""
    one = found(queries.signal, signal_id)
    back = back_to(request, one.pk)
    form = forms.AskForm(sent(request))
    return carry_out(
        request,
        form,
        operations.ask_venue,
        done=_("La question est posée : le lieu la trouve sur son accueil."),
        to=back.url,
        refused={"question_empty": "question"},
        signal_id=one.pk,
    ) or show_form(
        request,
        title=_("Demander au lieu d'expliquer"),
        facts=[
            Fact(_("Structure"), one.organisation.name if one.organisation else None),
            Fact(_("Ce qui a été vu"), signal_sentence(one)),
        ],
        form=form,
        submit=_("Poser la question"),
        back=back,
    )


@page(audience="authority")
def decide(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """Decide, with a reason."""
    one = found(queries.signal, signal_id)
    back = back_to(request, one.pk)
    form = forms.DecideForm(sent(request), signal=one)
    return carry_out(
        request,
        form,
        operations.decide_on_signal,
        done=_("La décision est enregistrée."),
        to=back.url,
        refused={"decision_needs_a_reason": "reason", "follow_up_in_the_past": "follow_up_on"},
        signal_id=one.pk,
    ) or show_form(
        request,
        title=_("Décider"),
        lead=_("La décision ne bloque aucun pass ni aucun paiement : elle dit ce que vous en pensez, et pourquoi."),
        facts=[
            Fact(_("Ce qui a été vu"), signal_sentence(one)),
            Fact(_("De"), moment(one.first_at)),
            Fact(_("Pass concernés"), number(one.line_count)),
            *([Fact(_("Réponse du lieu"), one.answer, one.answered_by)] if one.answer else []),
        ],
        form=form,
        submit=_("Enregistrer la décision"),
        back=back,
    )


@page(audience="authority")
def follow_up(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """Say what was seen when looking again."""
    one = found(queries.signal, signal_id)
    back = back_to(request, one.pk)
    form = forms.FollowUpForm(sent(request))
    return carry_out(
        request,
        form,
        operations.follow_up_signal,
        done=_("Le suivi est enregistré."),
        to=back.url,
        refused={"decision_needs_a_reason": "note", "follow_up_in_the_past": "follow_up_on"},
        signal_id=one.pk,
    ) or show_form(
        request,
        title=_("Enregistrer le suivi"),
        facts=[Fact(_("Ce qui a été vu"), signal_sentence(one)), Fact(_("Décision"), one.reason or None)],
        form=form,
        submit=_("Enregistrer le suivi"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def set_thresholds(request: SchemeRequest) -> HttpResponse:
    """Put other thresholds in force."""
    back = Link(_("Seuils des signalements"), here(request, "authority:thresholds"))
    form = forms.ThresholdsForm(sent(request), limits=queries.thresholds_in_force().limits)
    return carry_out(
        request,
        form,
        lambda *, by, **values: operations.set_thresholds(by=by, values=values),
        done=_("Les nouveaux seuils sont en vigueur."),
        to=back.url,
    ) or show_form(
        request,
        title=_("Changer les seuils"),
        lead=_("Une nouvelle version : les signalements déjà trouvés gardent la leur."),
        form=form,
        submit=_("Mettre ces seuils en vigueur"),
        back=back,
    )
