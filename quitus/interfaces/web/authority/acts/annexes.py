"""Files joined to an act: joined, read again, taken away before the transmission; and the settings of acts."""

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import operations, queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import forms
from quitus.interfaces.web.authority.acts.binding import reminder
from quitus.interfaces.web.authority.acts.doors import KEEPERS, READERS
from quitus.interfaces.web.authority.acts.grouping import grouped
from quitus.interfaces.web.authority.acts.settings_form import SettingsForm
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, code
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.usecases.act_files import annex_content, join_annex


@page(audience="authority", roles=KEEPERS)
def join(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """Join a file to an act."""
    act = act_of(request, deliberation_id)
    back = back_to(request, act)
    form = forms.AnnexForm(sent(request), request.FILES if request.method == "POST" else None)
    codes = ("annex_empty", "annex_too_large", "annex_of_this_type_refused", "annex_already_joined")
    return carry_out(
        request,
        form,
        join_annex,
        done=_("L'annexe est jointe."),
        to=back.url,
        refused=dict.fromkeys(codes, "file"),
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Joindre une annexe"),
        lead=_("Elle part avec la délibération au contrôle de légalité. Ses octets sont gardés sous leur empreinte."),
        facts=reminder(act),
        form=form,
        submit=_("Joindre l'annexe"),
        back=back,
    )


@page(audience="authority", roles=READERS)
@require_GET
def read(request: SchemeRequest, annex_id: int) -> HttpResponse:
    """The file itself."""
    annex, content = found(annex_content, annex_id, request.membership.scheme.authority_id)
    disposition = content_disposition_header(True, annex.file_name)
    return HttpResponse(content, content_type=annex.media_type, headers={"Content-Disposition": disposition})


@page(audience="authority", roles=KEEPERS)
def remove(request: SchemeRequest, annex_id: int) -> HttpResponse:
    """A file taken away from an act that was not transmitted yet."""
    annex = found(queries.annex, annex_id, request.membership.scheme.authority_id)
    back = back_to(request, annex.deliberation)
    form = django_forms.Form(sent(request))
    return carry_out(
        request, form, operations.remove_annex, done=_("L'annexe est retirée."), to=back.url, annex_id=annex.pk
    ) or show_confirm(
        request,
        title=_("Retirer l'annexe"),
        happens=_("Ce fichier ne partira pas avec la délibération."),
        facts=[
            Fact(_("Annexe"), annex.title),
            Fact(_("Fichier"), annex.file_name),
            Fact(_("Empreinte"), code(annex.sha256[:12])),
        ],
        undo=_("Vous pourrez la joindre à nouveau tant que l'acte n'est pas transmis."),
        button=_("Retirer l'annexe"),
        back=Link(_("Ne pas la retirer"), back.url),
        form=form,
    )


@page(audience="authority", roles=KEEPERS)
def settings(request: SchemeRequest) -> HttpResponse:
    """What the authority settles once for its acts."""
    authority_id = request.membership.scheme.authority_id
    form = SettingsForm(sent(request), initial=SettingsForm.of(queries.act_settings(authority_id)))
    to = here(request, "authority:acts")
    return carry_out(
        request,
        form,
        operations.set_act_settings,
        done=_("Les réglages sont enregistrés."),
        to=to,
        refused={"department_unknown": "department", "operator_of_transmission_unknown": "operator_trigram"},
        authority_id=authority_id,
    ) or show_form(
        request,
        title=_("Réglages des actes"),
        lead=_("Vos mots, vos objectifs et vos codes, pour tous les actes de la collectivité."),
        form=form,
        submit=_("Enregistrer les réglages"),
        back=Link(_("Actes"), to),
        template="authority/acts/grouped_form.html",
        groups=grouped(form, _parts()),
    )


def _parts() -> list[tuple[str, list[str], bool]]:
    targets = ["transmission_target_days", "publication_target_days", "target_source"]
    matter = ["matter_code", "matter_label", "classification_on"]
    issuer = ["prefecture", "department", "arrondissement", "nature_code", "operator_trigram"]
    referent = ["referent_name", "referent_phone", "referent_email", "return_emails"]
    return [
        (_("Mots"), ["assembly", "sitting_word"], True),
        (_("Objectifs de la collectivité"), targets, True),
        (_("Classement des actes"), matter, True),
        (_("Transmission au préfet"), [*issuer, *referent], True),
        (_("Publication"), ["publisher_name", "publisher_quality"], True),
    ]
