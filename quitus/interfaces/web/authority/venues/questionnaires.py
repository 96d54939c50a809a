"""The questionnaire, the charter and the checklist of the authority, version by version."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import asking, files, operations, rules
from quitus.domain.venues.models import Criterion, QuestionnaireVersion
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.venues import application_forms as our_forms
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, day
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def questionnaires(request: SchemeRequest) -> HttpResponse:
    """Every version, the last first."""
    scheme_id = request.membership.scheme_id
    lines = paginate(request, files.versions_counted(scheme_id))
    in_force = files.version_in_force(scheme_id, today())
    writing = any(one.published_on is None for one in files.versions(scheme_id)[:1])
    begin = Link(_("Commencer une version"), here(request, "authority:begin_questionnaire"), "primary")
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Questionnaire et critères"),
        lead=_("Ce que vous demandez aux structures qui candidatent, et ce qui est vérifié dans leur dossier."),
        back=Link(_("Candidatures"), here(request, "authority:applications")),
        actions=[begin] if leads and not writing else [],
        page=lines,
        table=Table(
            caption=_("Versions"),
            columns=[
                Column(_("Version")),
                Column(_("Questions"), "number"),
                Column(_("Critères"), "number"),
                Column(_("En vigueur à partir du"), "day"),
                Column(_("Publiée par")),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        str(one.number),
                        one.question_count,  # type: ignore[attr-defined]
                        one.criterion_count,  # type: ignore[attr-defined]
                        one.starts_on,
                        one.published_by,
                        _status(one, in_force),
                    ],
                    url=here(request, "authority:questionnaire", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucune version pour l'instant."),
                _("Sans version publiée, les candidatures n'ont ni question ni charte, et tous les critères comptent."),
                begin if leads else None,
            ),
        ),
    )


@page(audience="authority")
@require_GET
def questionnaire(request: SchemeRequest, version_id: int) -> HttpResponse:
    """One version: its questions, its criteria, its charter."""
    one = _version(request, version_id)
    status = _status(one, files.version_in_force(one.scheme_id, today()))
    writes = request.actor.role == MANAGER and one.published_on is None

    def to(view: str, *keys: object) -> str:
        return here(request, f"authority:{view}", one.pk, *keys)

    ways = [
        Link(_("Publier cette version"), to("publish_questionnaire"), "primary"),
        Link(_("Ajouter une question"), to("new_question")),
        Link(_("Ajouter un critère"), to("new_criterion")),
        Link(_("Écrire l'introduction et la charte"), to("write_questionnaire")),
        Link(_("Supprimer cette version"), to("drop_questionnaire")),
    ]
    return show_detail(
        request,
        title=_("Version %(number)s du questionnaire") % {"number": one.number},
        lead=_("Une version publiée ne change plus : les structures y ont répondu."),
        back=Link(_("Questionnaire et critères"), here(request, "authority:questionnaires")),
        status=status,
        facts=[
            Fact(_("En vigueur à partir du"), day(one.starts_on)),
            Fact(_("Introduction"), one.introduction or None),
            Fact(_("Charte"), one.charter or None),
        ],
        thread=fil("questionnaire", one.pk, stands=status),
        tables=[_questions(one, to if writes else None), _criteria(one, to if writes else None)],
        actions=ways if writes else [],
    )


@page(audience="authority", roles=(MANAGER,))
def begin(request: SchemeRequest) -> HttpResponse:
    """Begin a version."""
    back = Link(_("Questionnaire et critères"), here(request, "authority:questionnaires"))
    response = carry_out(
        request,
        forms.Form(sent(request)),
        operations.begin_version,
        done=_("La version est commencée : ajoutez vos questions et vos critères, puis publiez-la."),
        to=lambda made: here(request, "authority:questionnaire", made.pk),
    )
    return response or show_confirm(
        request,
        title=_("Commencer une version"),
        happens=_(
            "La nouvelle version reprend la dernière publiée. Rien ne change pour personne avant sa publication."
        ),
        button=_("Commencer une version"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def write(request: SchemeRequest, version_id: int) -> HttpResponse:
    """Write the introduction and the charter."""
    one = _version(request, version_id)
    initial = {"introduction": one.introduction, "charter": one.charter}
    return _form(
        request,
        one,
        our_forms.VersionForm(sent(request), initial=initial),
        operations.write_version,
        title=_("Écrire l'introduction et la charte"),
        submit=_("Enregistrer ces textes"),
    )


@page(audience="authority", roles=(MANAGER,))
def new_question(request: SchemeRequest, version_id: int) -> HttpResponse:
    """Add a question."""
    return _form(
        request,
        _version(request, version_id),
        our_forms.QuestionForm(sent(request)),
        operations.add_question,
        title=_("Ajouter une question"),
        submit=_("Ajouter cette question"),
        refused={"choices_missing": "choices"},
    )


@page(audience="authority", roles=(MANAGER,))
def new_criterion(request: SchemeRequest, version_id: int) -> HttpResponse:
    """Add a line to the checklist."""
    return _form(
        request,
        _version(request, version_id),
        our_forms.CriterionForm(sent(request)),
        operations.add_criterion,
        title=_("Ajouter un critère"),
        submit=_("Ajouter ce critère"),
    )


@page(audience="authority", roles=(MANAGER,))
def drop_question(request: SchemeRequest, version_id: int, question_id: int) -> HttpResponse:
    """Take a question out."""
    one = _version(request, version_id)
    question = one.questions.filter(pk=question_id).first()
    if question is None:
        raise Http404
    return _confirm(
        request,
        one,
        operations.remove_question,
        title=_("Retirer une question"),
        happens=_("« %(label)s » ne sera pas demandée.") % {"label": question.label},
        button=_("Retirer cette question"),
        question_id=question.pk,
    )


@page(audience="authority", roles=(MANAGER,))
def require(request: SchemeRequest, version_id: int, criterion_id: int) -> HttpResponse:
    """Make a criterion required or not."""
    one, criterion = _criterion(request, version_id, criterion_id)
    return _confirm(
        request,
        one,
        operations.require_criterion,
        title=_words(criterion),
        happens=_("Une structure pourra être qualifiée sans ce critère.")
        if criterion.is_required
        else _("Une structure ne pourra plus être qualifiée sans ce critère."),
        button=_("Rendre facultatif") if criterion.is_required else _("Rendre obligatoire"),
        criterion_id=criterion.pk,
        is_required=not criterion.is_required,
    )


@page(audience="authority", roles=(MANAGER,))
def drop_criterion(request: SchemeRequest, version_id: int, criterion_id: int) -> HttpResponse:
    """Take a line out of the checklist."""
    one, criterion = _criterion(request, version_id, criterion_id)
    return _confirm(
        request,
        one,
        operations.remove_criterion,
        title=_("Retirer un critère"),
        happens=_("« %(label)s » ne sera plus vérifié.") % {"label": _words(criterion)},
        button=_("Retirer ce critère"),
        criterion_id=criterion.pk,
    )


@page(audience="authority", roles=(MANAGER,))
def publish(request: SchemeRequest, version_id: int) -> HttpResponse:
    """Put a version in force."""
    one = _version(request, version_id)
    return _confirm(
        request,
        one,
        operations.publish_version,
        form=our_forms.PublishForm(sent(request), initial={"starts_on": today()}),
        title=_("Publier la version %(number)s") % {"number": one.number},
        happens=_("Les candidatures ouvertes à partir de ce jour y répondront ; celles d'avant gardent la leur."),
        final=_("Une version publiée ne change plus."),
        button=_("Publier cette version"),
        refused={"version_starts_too_early": "starts_on"},
    )


@page(audience="authority", roles=(MANAGER,))
def drop(request: SchemeRequest, version_id: int) -> HttpResponse:
    """Remove a version never published."""
    one = _version(request, version_id)
    return _confirm(
        request,
        one,
        operations.drop_version,
        title=_("Supprimer la version %(number)s") % {"number": one.number},
        happens=_("Ce qui y est écrit disparaît ; la version publiée reste en vigueur."),
        button=_("Supprimer cette version"),
        to=here(request, "authority:questionnaires"),
    )


def _version(request: SchemeRequest, version_id: int) -> QuestionnaireVersion:
    one = files.versions(request.membership.scheme_id).filter(pk=version_id).first()
    if one is None:
        raise Http404
    return one


def _criterion(request: SchemeRequest, version_id: int, criterion_id: int) -> tuple[QuestionnaireVersion, Criterion]:
    one = _version(request, version_id)
    criterion = one.criteria.filter(pk=criterion_id).first()
    if criterion is None:
        raise Http404
    return one, criterion


def _words(criterion: Criterion) -> str:
    return _(rules.CRITERIA[criterion.code]) if criterion.code else criterion.label


def _status(one: QuestionnaireVersion, in_force: QuestionnaireVersion | None) -> Status:
    if one.published_on is None:
        return Status("waiting", _("En cours de rédaction"))
    if in_force is not None and one.pk == in_force.pk:
        return Status("done", _("En vigueur"))
    to_come = one.starts_on is not None and one.starts_on > today()
    return Status("neutral", _("Publiée, pas encore en vigueur") if to_come else _("Remplacée"))


def _questions(one: QuestionnaireVersion, to: Callable[..., str] | None) -> Table:
    return Table(
        caption=_("Questions"),
        columns=[
            Column(_("Question")),
            Column(_("Réponse attendue")),
            Column(_("Exigence")),
            *([Column(_("Modifier"))] if to else []),
        ],
        rows=[
            Row(
                [
                    " ".join(filter(None, (known.label, f"({known.help})" if known.help else ""))),
                    " : ".join(filter(None, (_(asking.KINDS[known.kind]), ", ".join(known.choices)))),
                    _("obligatoire") if known.is_required else _("facultatif"),
                    *([Link(_("Retirer"), to("drop_question", known.pk), "link", about=known.label)] if to else []),
                ]
            )
            for known in one.questions.order_by("rank")
        ],
        empty=Empty(_("Aucune question."), _("Les structures ne répondent qu'aux parties communes.")),
    )


def _criteria(one: QuestionnaireVersion, to: Callable[..., str] | None) -> Table:
    def more(criterion: Criterion) -> list[Link | None]:
        if to is None:
            return []
        label, words = _("Rendre facultatif") if criterion.is_required else _("Rendre obligatoire"), _words(criterion)
        drop_it = (
            None if criterion.code else Link(_("Retirer"), to("drop_criterion", criterion.pk), "link", about=words)
        )
        return [Link(label, to("require_criterion", criterion.pk), "link", about=words), drop_it]

    return Table(
        caption=_("Critères"),
        columns=[
            Column(_("Critère")),
            Column(_("Constaté par")),
            Column(_("Exigence")),
            *([Column(_("Modifier")), Column(_("Retirer"))] if to else []),
        ],
        rows=[
            Row(
                [
                    _words(known),
                    _("le logiciel") if known.code else _("la personne qui examine"),
                    _("obligatoire") if known.is_required else _("facultatif"),
                    *more(known),
                ]
            )
            for known in one.criteria.order_by("rank")
        ],
        empty=Empty(_("Aucun critère.")),
    )


def _back(request: SchemeRequest, one: QuestionnaireVersion) -> Link:
    return Link(
        _("Version %(number)s du questionnaire") % {"number": one.number},
        here(request, "authority:questionnaire", one.pk),
    )


def _form(
    request: SchemeRequest,
    one: QuestionnaireVersion,
    form: forms.Form,
    operation: Callable[..., object],
    *,
    title: str,
    submit: str,
    refused: dict[str, str] | None = None,
) -> HttpResponse:
    back = _back(request, one)
    response = carry_out(
        request, form, operation, done=_("C'est enregistré."), to=back.url, refused=refused, version_id=one.pk
    )
    return response or show_form(request, title=title, form=form, submit=submit, back=back)


def _confirm(
    request: SchemeRequest,
    one: QuestionnaireVersion,
    operation: Callable[..., object],
    *,
    title: str,
    happens: str,
    button: str,
    form: forms.Form | None = None,
    refused: dict[str, str] | None = None,
    final: str = "",
    to: str = "",
    **keys: object,
) -> HttpResponse:
    back = _back(request, one)
    asked = form or forms.Form(sent(request))
    done = _("C'est enregistré.")
    response = carry_out(
        request, asked, operation, done=done, to=to or back.url, refused=refused, version_id=one.pk, **keys
    )
    return response or show_confirm(
        request, title=title, happens=happens, final=final, form=asked, button=button, back=back
    )
