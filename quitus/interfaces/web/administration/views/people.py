"""People, the roles they hold in this scheme, and their accounts."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from quitus.domain.audit.queries import thread as entries_of
from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations import states as obligation_states
from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.roles import LABELS
from quitus.domain.users.models import User
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.administration.forms import (
    EndForm,
    PasswordForm,
    RoleForm,
    WelcomeForm,
)
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Table,
)
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import (
    show_confirm,
    show_detail,
    show_form,
    show_list,
)
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.usecases import members
from quitus.usecases.members import close_account, give_password, welcome_member

UNDER_FIELDS = {
    "email_not_valid": "email",
    "password_too_weak": "password",
    "password_without_address": "password",
    "already_member": "role",
    "roles_incompatible": "role",
    "account_serves_elsewhere": "password",
    "accountants_password_is_his_own": "password",
    "own_password_asks_for_the_former": "password",
}


@page(audience="administration")
def people(request: SchemeRequest) -> HttpResponse:
    """The roles held in the scheme, past ones too; one role's with `?role=`."""
    role = request.GET.get("role", "")
    held = queries.memberships_ever(request.membership.scheme_id)
    counts = Counter(held.order_by().values_list("role", flat=True))
    lines = paginate(request, held.filter(role=role) if role in LABELS else held)
    unread = obligations.undelivered(request.membership.scheme_id)
    add = Link(_("Ajouter une personne"), here(request, "administration:welcome"), "primary")
    return show_list(
        request,
        title=_("Personnes et rôles"),
        lead=_("Une personne peut tenir plusieurs rôles ; un rôle se tient pour un organisme."),
        actions=[add],
        chips=chips(
            request,
            "role",
            [(known, _(label), counts[known]) for known, label in LABELS.items()],
            everything=_("Tous les rôles"),
        ),
        page=lines,
        table=Table(
            caption=_("Rôles tenus dans ce dispositif"),
            columns=[
                Column(_("Personne")),
                Column(_("Rôle")),
                Column(_("Organisme")),
                Column(_("Depuis"), "day"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        held.user.full_name,
                        _(LABELS[held.role]),
                        held.organisation.short_name,
                        held.starts_on,
                        Status("late", _("Rappels non remis")) if held.user_id in unread else status_of(held),
                    ],
                    url=here(request, "administration:person", held.user_id),
                )
                for held in lines.items
            ],
            empty=Empty(_("Personne ne tient ce rôle."), _("Ajoutez la personne qui le tiendra."), add),
        ),
    )


@page(audience="administration")
def person(request: SchemeRequest, user_id: int) -> HttpResponse:
    """One person: the account, the roles held here, what was done to the account."""
    held = held_by(request, user_id)
    user = held[0].user
    return show_detail(
        request,
        title=user.full_name,
        lead=_("Son compte et les rôles tenus dans ce dispositif."),
        back=Link(_("Personnes et rôles"), here(request, "administration:people")),
        status=Status("done", _("Compte ouvert")) if user.is_active else Status("neutral", _("Compte désactivé")),
        facts=[
            Fact(_("Adresse électronique"), address_of(user), _undelivered(request, user)),
            Fact(_("Langue"), _("Français") if user.language == "fr" else _("Anglais")),
        ],
        thread=thread(entries_of("user", user.pk)),
        tables=[roles_table(request, held)],
        actions=account_actions(request, user),
    )


def address_of(user: User) -> str:
    """The address of a person; said in words for who has none and never signs in."""
    return user.email if user.has_address else _("Aucune : ne se connecte pas, signe sur papier")


def _undelivered(request: SchemeRequest, user: User) -> str:
    """Why the last reminder did not come to the address of a person; empty as long as they do."""
    last = obligations.undelivered(request.membership.scheme_id).get(user.pk)
    if last is None:
        return ""
    return _("Le rappel du %(day)s n'a pas été remis à %(address)s : %(why)s. Vérifiez l'adresse.") % {
        "day": day(last.on),
        "address": last.to,
        "why": _(obligation_states.GIVEN_UP[last.given_up_why]),
    }


def roles_table(request: SchemeRequest, held: list[Membership]) -> Table:
    """The roles of one person, with the way to end those that run."""
    return Table(
        caption=_("Rôles"),
        columns=[
            Column(_("Rôle")),
            Column(_("Organisme")),
            Column(_("Depuis"), "day"),
            Column(_("État")),
            Column(_("Action")),
        ],
        rows=[
            Row(
                [
                    _(LABELS[one.role]),
                    one.organisation.short_name,
                    one.starts_on,
                    status_of(one),
                    Link(_("Mettre fin"), here(request, "administration:end_role", one.pk))
                    if one.ends_on is None
                    else "",
                ]
            )
            for one in held
        ],
        empty=Empty(_("Aucun rôle.")),
    )


def account_actions(request: SchemeRequest, user: User) -> list[Link]:
    """What can be done with an account that is open."""
    if not user.is_active:
        return []
    if user.pk == request.actor.user_id:
        to_the_account = [Link(_("Changer mon mot de passe"), reverse("account_change_password"))]
    else:
        to_the_account = [
            Link(_("Donner un rôle"), here(request, "administration:give_role", user.pk), "primary"),
        ]
        if user.has_address:
            to_the_account.append(Link(_("Donner un mot de passe"), here(request, "administration:password", user.pk)))
    return [
        *to_the_account,
        Link(_("Désactiver le compte"), here(request, "administration:deactivate", user.pk), "danger"),
    ]


@page(audience="administration")
def welcome(request: SchemeRequest) -> HttpResponse:
    """Ask who comes and for what, then open the account and give the role."""
    form = WelcomeForm(request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, **UNDER_FIELDS):
            made = welcome_member(by=request.actor, scheme_id=request.membership.scheme_id, **form.cleaned_data)
            messages.success(request, _("La personne peut travailler dans le dispositif."))
            return redirect(here(request, "administration:person", made.user_id))
    return show_form(
        request,
        title=_("Ajouter une personne"),
        lead=_("Une personne qui a déjà un compte le garde : seul le rôle s'ajoute."),
        form=form,
        submit=_("Ajouter la personne"),
        back=Link(_("Personnes et rôles"), here(request, "administration:people")),
    )


@page(audience="administration")
def give_role(request: SchemeRequest, user_id: int) -> HttpResponse:
    """Give one more role to somebody who is here already."""
    user = held_by(request, user_id)[0].user
    form = RoleForm(request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, **UNDER_FIELDS | {"accountants_password_is_his_own": "role"}):
            members.give_role(
                by=request.actor,
                scheme_id=request.membership.scheme_id,
                user_id=user_id,
                **form.cleaned_data,
            )
            messages.success(request, _("Le rôle est donné."))
            return redirect(here(request, "administration:person", user_id))
    return show_form(
        request,
        title=_("Donner un rôle"),
        form=form,
        facts=[Fact(_("Personne"), user.full_name)],
        submit=_("Donner le rôle"),
        back=Link(user.full_name, here(request, "administration:person", user_id)),
    )


@page(audience="administration")
def end_role(request: SchemeRequest, membership_id: int) -> HttpResponse:
    """Say on which day a role ends."""
    held = queries.memberships_ever(request.membership.scheme_id).filter(pk=membership_id).first()
    if held is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"ends_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, membership_ends_too_early="ends_on", roles_incompatible="ends_on"):
            members.end_role(by=request.actor, membership_id=membership_id, **form.cleaned_data)
            messages.success(request, _("La fin du rôle est enregistrée."))
            return redirect(here(request, "administration:person", held.user_id))
    return show_confirm(
        request,
        title=_("Mettre fin à un rôle"),
        happens=_("La personne n'ouvrira plus les pages de ce rôle après ce jour. Ce qu'elle a fait reste."),
        facts=[
            Fact(_("Personne"), held.user.full_name),
            Fact(_("Rôle"), _(LABELS[held.role])),
            Fact(_("Organisme"), held.organisation.name),
        ],
        form=form,
        button=_("Mettre fin au rôle"),
        back=Link(_("Garder le rôle"), here(request, "administration:person", held.user_id)),
    )


@page(audience="administration")
def password(request: SchemeRequest, user_id: int) -> HttpResponse:
    """Give another password to somebody who lost the former one."""
    user = held_by(request, user_id)[0].user
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, **UNDER_FIELDS):
            give_password(
                by=request.actor, scheme_id=request.membership.scheme_id, user_id=user_id, **form.cleaned_data
            )
            messages.success(request, _("Le mot de passe est changé."))
            return redirect(here(request, "administration:person", user_id))
    return show_form(
        request,
        title=_("Donner un mot de passe"),
        lead=_("Remettez-le en main propre ; la personne le changera dans « Mon mot de passe »."),
        form=form,
        facts=[Fact(_("Personne"), user.full_name)],
        submit=_("Changer le mot de passe"),
        back=Link(user.full_name, here(request, "administration:person", user_id)),
    )


@page(audience="administration")
def deactivate(request: SchemeRequest, user_id: int) -> HttpResponse:
    """Close an account, in every scheme."""
    user = held_by(request, user_id)[0].user
    if request.method == "POST":
        close_account(by=request.actor, scheme_id=request.membership.scheme_id, user_id=user_id)
        messages.success(request, _("Le compte est désactivé."))
        return redirect(here(request, "administration:person", user_id))
    return show_confirm(
        request,
        title=_("Désactiver un compte"),
        happens=_("La personne ne pourra plus se connecter, dans aucun dispositif. Ce qu'elle a fait reste."),
        facts=[Fact(_("Personne"), user.full_name), Fact(_("Adresse électronique"), address_of(user))],
        button=_("Désactiver le compte"),
        back=Link(_("Garder le compte ouvert"), here(request, "administration:person", user_id)),
        danger=True,
    )


def held_by(request: SchemeRequest, user_id: int) -> list[Membership]:
    """The roles ever held here by a person; 404 when there is none."""
    held = list(queries.memberships_ever(request.membership.scheme_id, user_id=user_id))
    if not held:
        raise Http404
    return held


def status_of(held: Membership) -> Status:
    """Whether a role runs, has ended, or is yet to begin."""
    if not held.user.is_active:
        return Status("neutral", _("Compte désactivé"))
    if held.ends_on is not None and held.ends_on < today():
        return Status("neutral", _("Terminé"))
    if held.starts_on > today():
        return Status("waiting", _("À venir"))
    return Status("done", _("Actif"))
