"""What is decided about structures: each decision says what it does before it is taken."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import operations, queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.venues import forms as our_forms
from quitus.interfaces.web.authority.venues.views import back_to, structure_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, siret
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.kernel.clock import today

DATED = {
    "date_before_the_last_step": "effective_on",
    "too_soon_to_close": "effective_on",
    "reason_missing": "reason",
    "change_not_confirmed": "confirmed_how",
    "date_before_the_change": "confirmed_on",
}


@page(audience="authority", roles=(MANAGER,))
def apply(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Open the file of a structure."""
    return _decide(
        request,
        organisation_id,
        operations.apply_for_qualification,
        our_forms.ApplyForm(sent(request), initial={"applied_on": today()}),
        title=_("Enregistrer la candidature"),
        happens=_("Le dossier de la structure s'ouvre ; il faudra le vérifier avant de la qualifier."),
        button=_("Enregistrer la candidature"),
        done=_("La candidature est enregistrée."),
    )


@page(audience="authority", roles=(MANAGER,))
def check(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Say what was found in a file."""
    one = structure_of(organisation_id)
    file = queries.qualification(one.pk)
    if file is None:
        raise Http404
    known = {name: getattr(file, name) for name in ("siret_checked", "charter_signed_on", "reception")}
    known |= {"regie_recettes_reference": file.regie_recettes_reference, "checked_on": today()}
    form = our_forms.CheckForm(sent(request), initial=known)
    back = back_to(request, one)
    response = carry_out(
        request,
        form,
        operations.check_qualification,
        done=_("La vérification est enregistrée."),
        to=back.url,
        refused={"date_before_the_last_step": "checked_on"},
        organisation_id=one.pk,
    )
    return response or show_form(
        request,
        title=_("Vérifier le dossier"),
        lead=_("Ce qui a été vérifié pour %(structure)s. Un dossier incomplet se reprend plus tard.")
        % {"structure": one.name},
        facts=[Fact(_("SIRET déclaré"), siret(one.siret))],
        form=form,
        submit=_("Enregistrer la vérification"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def qualify(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Let a structure take pass."""
    return _decide(
        request,
        organisation_id,
        operations.qualify,
        our_forms.EffectiveForm(sent(request), initial={"effective_on": today()}),
        title=_("Qualifier la structure"),
        happens=_("Ses lieux pourront encaisser des pass pour les services rendus à partir de la date d'effet."),
        button=_("Qualifier la structure"),
        done=_("La structure est qualifiée."),
    )


@page(audience="authority", roles=(MANAGER,))
def suspend(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Stop a structure from taking pass, for a time."""
    return _decide(
        request,
        organisation_id,
        operations.suspend,
        our_forms.ReasonedForm(sent(request), initial={"effective_on": _tomorrow()}),
        title=_("Suspendre la structure"),
        happens=_("Ses lieux n'encaisseront plus de pass pour les services rendus à partir de la date d'effet."),
        undo=_("La suspension peut être levée. Les pass déjà encaissés restent dus."),
        button=_("Suspendre la structure"),
        done=_("La structure est suspendue."),
        danger=True,
    )


@page(audience="authority", roles=(MANAGER,))
def reinstate(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Let a suspended structure take pass again."""
    return _decide(
        request,
        organisation_id,
        operations.reinstate,
        our_forms.ReasonedForm(sent(request), initial={"effective_on": _tomorrow()}),
        title=_("Lever la suspension"),
        happens=_("Ses lieux pourront de nouveau encaisser des pass à partir de la date d'effet."),
        button=_("Lever la suspension"),
        done=_("La suspension est levée."),
    )


@page(audience="authority", roles=(MANAGER,))
def remove(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Take a structure out of the scheme."""
    return _decide(
        request,
        organisation_id,
        operations.remove,
        our_forms.ReasonedForm(sent(request), initial={"effective_on": _tomorrow()}),
        title=_("Retirer la structure"),
        happens=_("La structure quitte le dispositif à partir de la date d'effet."),
        final=_("Un retrait ne se défait pas. Les pass déjà encaissés restent dus."),
        button=_("Retirer la structure"),
        done=_("La structure est retirée du dispositif."),
        danger=True,
    )


@page(audience="authority")
def verify_bank(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Confirm, as a second person, where a structure is paid."""
    details = queries.bank_details(organisation_id)
    if details is None:
        raise Http404
    initial = {"details_id": details.pk, "verified_on": today()}
    if details.is_change:
        form: forms.Form = our_forms.ConfirmChangeForm(sent(request), initial=initial)
        title = _("Confirmer un changement de compte")
        happens = _(
            "Ce compte en remplace un autre. Confirmez-le de vive voix ou par courrier, à un numéro ou une adresse que "
            "vous connaissiez avant, jamais en répondant au message qui l'annonce."
        )
    else:
        form = our_forms.VerifyForm(sent(request), initial=initial)
        title = _("Vérifier le compte bancaire")
        happens = _("Comparez chaque caractère avec le relevé d'identité bancaire reçu de la structure.")
    return _decide(
        request,
        organisation_id,
        operations.verify_bank_details,
        form,
        title=title,
        happens=happens,
        facts=[
            Fact(_("Titulaire du compte"), details.holder_name),
            Fact(_("IBAN"), " ".join(details.iban[at : at + 4] for at in range(0, len(details.iban), 4))),
            Fact(
                _("Relevé d'identité bancaire"),
                Link(details.proof_name, here(request, "authority:bank_proof", organisation_id, details.pk), "link"),
            ),
            Fact(_("Saisi par"), details.recorded_by.full_name),
        ],
        button=_("Confirmer ce compte"),
        done=_("Le compte est vérifié : la structure peut être payée."),
    )


def _tomorrow() -> date:
    return today() + timedelta(days=1)


def _decide(
    request: SchemeRequest,
    organisation_id: int,
    operation: Callable[..., object],
    form: forms.Form,
    *,
    done: str,
    title: str,
    happens: str,
    button: str,
    facts: list[Fact] | None = None,
    undo: str = "",
    final: str = "",
    danger: bool = False,
) -> HttpResponse:
    one = structure_of(organisation_id)
    back = back_to(request, one)
    named = {code: field for code, field in DATED.items() if field in form.fields}
    response = carry_out(request, form, operation, done=done, to=back.url, refused=named, organisation_id=one.pk)
    return response or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=[Fact(_("Structure"), one.name), *(facts or [])],
        undo=undo,
        final=final,
        danger=danger,
        form=form,
        button=button,
        back=Link(_("Revenir à la structure"), back.url),
    )
