"""An appointment from the page of a pass: the sessions where it is good, a seat booked, a seat given back.

All of it by POST: the code of the pass stands in the body of what is sent, never in an address. Whatever is wrong with
a code, the answer is one and the same, and as often limited as on the page of the pass.
"""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quitus.interfaces.limits import Limit
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.sessions import REFUSED, ContactFields
from quitus.interfaces.web.layout.words import sentence
from quitus.interfaces.web.public.errors import too_many
from quitus.interfaces.web.public.passes import LOOKS, WRONG, told_to_nobody, unknown
from quitus.kernel.refusals import Refusal
from quitus.usecases.bookings import book_with_pass, give_back_with_pass, pass_at_sessions

WRITES = Limit("pass_books", 6)
SHOWN = 20
"""Sessions on one page: a phone shows no more; the others are found by their commune."""


class Asked(forms.Form):
    """What the page was sent: the code, and one thing to do with it."""

    code = forms.CharField(max_length=300)
    commune = forms.CharField(max_length=100, required=False)
    session = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    give_back = forms.IntegerField(required=False, min_value=1, max_value=2**53)


class PersonForm(ContactFields):
    """The same as for an agent, said to the person himself."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["first_name"].help_text = gettext_lazy("Votre prénom seul. Vous pouvez ne rien écrire.")
        self.fields["phone"].help_text = gettext_lazy("Si vous voulez que le lieu vous rappelle.")
        self.fields["email"].help_text = gettext_lazy("Pour recevoir un rappel. Le lieu ne la voit pas.")
        self.fields["consents"].label = gettext_lazy("J'accepte que le lieu garde ces indications.")
        self.fields["consents"].help_text = gettext_lazy("Elles sont effacées après le rendez-vous.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@told_to_nobody
def appointments(request: HttpRequest) -> HttpResponse:
    """The sessions of a pass; one of them chosen, booked, or given back."""
    asked = Asked(request.POST)
    if request.method != "POST" or not asked.is_valid():
        return redirect("public:type_pass")
    # Counted as wrong until it is known to be right, as on the page of the pass.
    if not LOOKS.take() or not WRONG.take():
        return too_many(request)
    said = asked.cleaned_data
    if said["give_back"]:
        return _done(request, said, lambda: give_back_with_pass(said["code"], said["give_back"]))
    if said["session"]:
        return _book(request, said)
    return _page(request, said)


def _page(request: HttpRequest, said: dict[str, object], *, tells: object = "", refusal: object = "") -> HttpResponse:
    at_hand = pass_at_sessions(str(said["code"]), str(said["commune"]))
    if at_hand is None:
        return unknown(request)
    WRONG.give_back()
    show_as(request, at_hand.scheme.authority)
    return show(
        request,
        "public/pass/sessions.html",
        title=_("Vos rendez-vous") if tells else _("Prendre un rendez-vous"),
        code=409 if refusal else 200,
        tells=tells,
        refusal=refusal,
        pass_code=said["code"],
        asked=said["commune"],
        at_hand=at_hand,
        near=at_hand.near[:SHOWN],
        more_count=max(0, len(at_hand.near) - SHOWN),
        is_scanned=False,
    )


def _book(request: HttpRequest, said: dict[str, object]) -> HttpResponse:
    """Ask what the person wants to leave, then book."""
    is_sent = "sure" in request.POST
    form = PersonForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        key = said["session"]
        assert isinstance(key, int)
        with refusals_on(form, **REFUSED):
            if not WRITES.take():
                return too_many(request)
            if book_with_pass(str(said["code"]), key, form.contact) is None:
                return unknown(request)
            return _page(request, said | {"commune": ""}, tells=_("C'est réservé. Gardez cette page ou imprimez-la."))
    at_hand = pass_at_sessions(str(said["code"]))
    if at_hand is None:
        return unknown(request)
    WRONG.give_back()
    chosen = next((near.session for near in at_hand.near if near.session.pk == said["session"]), None)
    if chosen is None and not form.errors:
        return _page(request, said, refusal=_("Ce créneau n'est plus libre. Choisissez-en un autre."))
    show_as(request, at_hand.scheme.authority)
    return show(
        request,
        "public/pass/book.html",
        title=_("Réserver cette place"),
        code=422 if form.errors else 200,
        form=form,
        chosen=chosen,
        pass_code=said["code"],
        session_key=said["session"],
        is_scanned=False,
    )


def _done(request: HttpRequest, said: dict[str, object], act: Callable[[], object]) -> HttpResponse:
    """Give a seat back, and show what is left."""
    if not WRITES.take():
        return too_many(request)
    try:
        if act() is None:
            return unknown(request)
    except Refusal as refusal:
        return _page(request, said, refusal=sentence(refusal))
    return _page(request, said, tells=_("Le rendez-vous est annulé."))
