"""The archives of an act for the prefect: prepared, given to the operator, answered."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import operations, queries, states
from quitus.domain.acts.models import Deliberation, Transmission
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import track_forms
from quitus.interfaces.web.authority.acts.doors import KEEPERS, READERS, keeps
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Table,
    Tone,
    Weight,
    code,
    day,
)
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.usecases import transmission as using
from quitus.usecases.act_text import produced_text

TONES: dict[str, Tone] = {
    states.PREPARED: "waiting",
    states.SENT: "waiting",
    states.ACKNOWLEDGED: "done",
    states.ANOMALY: "late",
    states.CANCELLED: "neutral",
}
FILE_REFUSALS = ("not_a_pdf", "annex_too_large", "act_text_missing", "published_text_not_readable")


@page(audience="authority", roles=READERS)
@require_GET
def transmissions(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The archives of an act, and what can be done with the one under way."""
    act = act_of(request, deliberation_id)
    made = list(act.transmissions.all())
    return show_detail(
        request,
        title=_("Transmission au préfet"),
        lead=_("L'archive se prépare ici ; seul votre opérateur homologué peut l'envoyer à la préfecture."),
        back=back_to(request, act),
        status=_status(made[0]) if made else None,
        facts=_facts(act, made),
        tables=[_register(request, act, made)],
        actions=_actions(request, act, made[0] if made else None) if keeps(request) else [],
    )


@page(audience="authority", roles=KEEPERS)
def prepare(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """Make the archive of an act."""
    act = act_of(request, deliberation_id)
    form = track_forms.TextFileForm(sent(request), files(request), produced=document_name(act))
    back = _to_transmissions(request, act)
    return carry_out(
        request,
        form,
        using.prepare_archive,
        done=_("L'archive est prête. Téléchargez-la, puis envoyez-la avec votre opérateur."),
        to=back.url,
        refused=dict.fromkeys(FILE_REFUSALS, "pdf"),
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Préparer l'archive pour le préfet"),
        lead=_("Elle contient le message, le texte de l'acte, ses annexes et l'enveloppe, aux noms attendus."),
        facts=[
            Fact(_("Acte"), act.number, act.title),
            Fact(_("Annexes jointes"), len(act.annexes.all())),
            Fact(_("Réglages"), Link(_("Réglages des actes"), here(request, "authority:act_settings"))),
        ],
        form=form,
        submit=_("Préparer l'archive"),
        back=back,
    )


@page(audience="authority", roles=READERS)
@require_GET
def archive(request: SchemeRequest, transmission_id: int) -> HttpResponse:
    """The archive itself."""
    made, content = found(using.archive_content, transmission_id, request.membership.scheme.authority_id)
    headers = {"Content-Disposition": content_disposition_header(True, made.file_name)}
    return HttpResponse(content, content_type="application/gzip", headers=headers)


@page(audience="authority", roles=KEEPERS)
def mark_sent(request: SchemeRequest, transmission_id: int) -> HttpResponse:
    """The day the operator sent the archive."""
    made = _of(request, transmission_id)
    codes = ("sent_before_it_was_made", "already_recorded", "date_in_the_future")
    return bind(
        request,
        track_forms.SentForm(sent(request)),
        operations.mark_transmission_sent,
        Act(
            title=_("Enregistrer l'envoi"),
            happens=_("L'acte est transmis ce jour-là : avec la publication, ce jour fixe la date exécutoire."),
            button=_("Enregistrer l'envoi"),
            done=_("L'envoi est enregistré."),
            undo=_("Une anomalie, ou une annulation, reprendra cette date."),
            facts=_reminder(made),
            refused=dict.fromkeys(codes, "on"),
        ),
        back=_to_transmissions(request, made.deliberation),
        transmission_id=made.pk,
    )


@page(audience="authority", roles=KEEPERS)
def answer(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """Take in a file of the prefecture."""
    act = act_of(request, deliberation_id)
    form = track_forms.AnswerForm(sent(request), files(request))
    back = _to_transmissions(request, act)
    return carry_out(
        request,
        form,
        using.take_in_answer,
        done=_("La réponse de la préfecture est enregistrée."),
        to=back.url,
        refused=dict.fromkeys(("answer_not_read", "answer_about_another_act"), "file"),
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Enregistrer la réponse de la préfecture"),
        lead=_("Accusé de réception, anomalie ou courrier : le fichier est gardé, et l'acte avance de lui-même."),
        form=form,
        submit=_("Enregistrer la réponse"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def anomaly(request: SchemeRequest, transmission_id: int) -> HttpResponse:
    """An anomaly that came otherwise than by a file."""
    made = _of(request, transmission_id)
    return bind(
        request,
        track_forms.AnomalyForm(sent(request)),
        operations.report_anomaly,
        Act(
            title=_("Enregistrer une anomalie"),
            happens=_("La préfecture n'a pas reçu cet acte : il n'est plus transmis, et une autre archive se prépare."),
            button=_("Enregistrer l'anomalie"),
            done=_("L'anomalie est enregistrée. Préparez une autre archive."),
            facts=_reminder(made),
        ),
        back=_to_transmissions(request, made.deliberation),
        transmission_id=made.pk,
    )


@page(audience="authority", roles=KEEPERS)
def cancellation(request: SchemeRequest, transmission_id: int) -> HttpResponse:
    """A transmission given up, or cancelled with the prefecture."""
    made = _of(request, transmission_id)
    received = made.state == states.ACKNOWLEDGED
    return bind(
        request,
        track_forms.ReasonForm(sent(request)),
        operations.cancel_transmission,
        Act(
            title=_("Annuler la transmission"),
            happens=_("L'acte n'est plus transmis : il n'est plus exécutoire tant qu'il ne l'est pas de nouveau."),
            button=_("Annuler la transmission"),
            done=_("La transmission est annulée."),
            final=_("Annulez-la aussi chez votre opérateur : la préfecture l'a reçue.") if received else "",
            facts=_reminder(made),
            danger=True,
        ),
        back=_to_transmissions(request, made.deliberation),
        transmission_id=made.pk,
    )


def document_name(act: Deliberation) -> str:
    """How the document produced of an act since its vote is called; empty when there is none."""
    document = produced_text(act)
    return _("le document produit ici, « %(title)s »") % {"title": document.title} if document else ""


def _of(request: SchemeRequest, transmission_id: int) -> Transmission:
    return found(queries.transmission, transmission_id, request.membership.scheme.authority_id)


def _to_transmissions(request: SchemeRequest, act: Deliberation) -> Link:
    return Link(_("Transmission au préfet"), here(request, "authority:transmissions", act.pk))


def _status(made: Transmission) -> Status:
    return Status(TONES[made.state], _(states.TRANSMISSION_LABELS[made.state]))


def _reminder(made: Transmission) -> tuple[Fact, ...]:
    return (
        Fact(_("Acte"), made.deliberation.number, made.deliberation.title),
        Fact(_("Archive"), code(made.file_name)),
    )


def _facts(act: Deliberation, made: Sequence[Transmission]) -> list[Fact]:
    facts = [
        Fact(_("Acte"), act.number, act.title),
        Fact(_("Transmis le"), day(act.transmitted_on)),
        Fact(_("Reçu par la préfecture le"), day(act.acknowledged_on), _("La preuve de la transmission.")),
    ]
    if made:
        facts += [
            Fact(_("Identifiant de l'acte"), code(made[0].act_identifier), _("La préfecture le cite dans sa réponse.")),
            Fact(_("Empreinte de l'archive"), code(made[0].archive_sha256), _("SHA-256")),
        ]
    if made and made[0].anomaly_code:
        facts.append(Fact(_("Anomalie"), made[0].anomaly_code, made[0].anomaly_detail))
    return facts


def _register(request: SchemeRequest, act: Deliberation, made: Sequence[Transmission]) -> Table:
    advice = _("Vous pouvez aussi transmettre autrement et n'enregistrer que la date.")
    return Table(
        caption=_("Archives préparées"),
        columns=[
            Column(_("Archive"), "code"),
            Column(_("Préparée le"), "day"),
            Column(_("Envoyée le"), "day"),
            Column(_("Reçue le"), "day"),
            Column(_("Anomalie")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [one.file_name, one.produced_on, one.sent_on, one.received_on, one.anomaly_code, _status(one)],
                url=here(request, "authority:transmission_archive", one.pk),
            )
            for one in made
        ],
        empty=Empty(
            _("Aucune archive n'a été préparée pour cet acte."),
            advice if act.adopted_on else _("Un acte se transmet une fois adopté."),
        ),
    )


def _actions(request: SchemeRequest, act: Deliberation, last: Transmission | None) -> list[Link]:
    """What comes next, the main thing first."""

    def to(view: str, key: int, label: str, weight: Weight = "secondary") -> Link:
        return Link(label, here(request, f"authority:{view}", key), weight)

    may = states.TRANSMISSION[last.state] if last else {}
    if last is None or not may:
        fresh = act.state == states.ADOPTED
        return [to("prepare_transmission", act.pk, _("Préparer l'archive"), "primary")] if fresh else []
    to_send, to_hear = "send" in may, "report_anomaly" in may
    download = to("transmission_archive", last.pk, _("Télécharger l'archive"), "primary" if to_send else "secondary")
    heard = _("Enregistrer la réponse de la préfecture") if to_hear else _("Enregistrer une autre réponse")
    take_in = to("take_in_answer", act.pk, heard, "primary" if to_hear and not to_send else "secondary")
    steps = [take_in, download]
    if to_send:
        steps = [download, to("mark_transmission_sent", last.pk, _("Enregistrer l'envoi")), take_in]
    if to_hear:
        steps.append(to("report_anomaly", last.pk, _("Noter une anomalie sans fichier"), "link"))
    return [*steps, to("cancel_transmission", last.pk, _("Annuler la transmission"), "link")]
