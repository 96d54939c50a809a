"""Counting one place: by the camera, with a hand scanner, or by typing what is printed on the pass."""

from collections.abc import Sequence
from typing import Any

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quitus.domain.controls import queries
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, View
from quitus.interfaces.web.layout.components import Empty, Figure, Link, number
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk, place_of
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import needed_at_times, offer, refusals_on
from quitus.interfaces.web.layout.pages import show_form
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.words import count as count_words
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.ranges import NumberRange, size
from quitus.usecases import counting as usecases

SCANNING = {"script-src": ["'wasm-unsafe-eval'"]}
"""What the reader of codes needs beside the policy of every page: to run the WebAssembly that we serve."""
WITHDRAW = "withdraw"
MOST_NAMED = 6
MOST_ECHOED = 40
LAST_ORDER = "last_order_counted"


def scanning(view: View) -> View:
    """Allow the page of a view what the scanner needs."""
    return csp_update(SCANNING)(view)


class CountForm(forms.Form):
    """Pass seen: codes that a scanner reads, numbers and ranges that somebody types, all in one box."""

    text = forms.CharField(
        label=gettext_lazy("Pass que vous avez sous les yeux"),
        max_length=60_000,
        help_text=gettext_lazy(
            "Codes lus l'un après l'autre, numéros entiers, ou numéros et plages : 1-10, 21, 430-439. "
            "Pour des carnets : carnets 3-5."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autofocus": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Chaque code ou numéro est"),
        choices=[
            (usecases.SINGLE, gettext_lazy("un pass")),
            (usecases.BOOKLET, gettext_lazy("un carnet entier")),
        ],
        widget=forms.RadioSelect,
        initial=usecases.SINGLE,
    )
    order_id = forms.TypedChoiceField(
        label=gettext_lazy("Commande (pour des numéros)"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Un code dit de lui-même sa commande."),
    )

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = None if len(orders) == 1 else _("À choisir")
        needed_at_times(self, "order_id")
        offer(self, "order_id", [(one.pk, one.number) for one in orders], empty=empty)


@scanning
def count(request: SchemeRequest, desk: Desk, place_id: int) -> HttpResponse:
    """Count one place: every pass of the box is counted, or taken back; what is not understood stays in it."""
    place = place_of(desk, place_id)
    if not place.is_open:
        return redirect(desk.to(request, "inventory", place.inventory_id))
    orders = list(vouchers.orders(states_in=voucher_states.MINTED))
    remembered = {
        "unit": request.GET.get("par", usecases.SINGLE),
        "order_id": request.GET.get("commande") or request.session.get(LAST_ORDER),
    }
    form = CountForm(sent(request), orders=orders, initial={key: one for key, one in remembered.items() if one})
    if form.is_valid():
        request.session[LAST_ORDER] = form.cleaned_data["order_id"] or request.session.get(LAST_ORDER)
        with refusals_on(form, not_counted="text"):
            back = request.POST.get("way") == WITHDRAW
            do = usecases.withdraw_text if back else usecases.count_text
            read = do(by=request.actor, place_id=place_id, **form.cleaned_data)
            _say(request, read, taken_back=back)
            if not read.refused:
                return redirect(desk.to(request, "count_place", place_id, query=_kept(form)))
            form = _with_refused(form.data, read, orders)
    done = queries.counted(place_id)
    return show_form(
        request,
        title=_("Compter : %(place)s") % {"place": holder_words(place.holder)},
        lead=_("Comptez ce que vous avez sous les yeux. Un pass lu deux fois compte une fois."),
        back=Link(
            _("Inventaire %(number)s") % {"number": place.inventory.number},
            desk.to(request, "inventory", place.inventory_id),
        ),
        form=form,
        submit=_("Compter"),
        template="layout/controls/count.html",
        figures=[Figure(number(size(done)), _("pass comptés"))],
        done=written.ranges_table(
            _("Déjà comptés"), done[::-1], Empty(_("Rien n'est compté pour l'instant."), _("Lisez un premier pass."))
        ),
    )


def _kept(form: CountForm) -> str:
    """What is likely said again with the next pass."""
    said = {"par": form.cleaned_data["unit"], "commande": form.cleaned_data["order_id"]}
    return urlencode({key: one for key, one in said.items() if one and one != usecases.SINGLE})


def _with_refused(data: Any, read: usecases.Read, orders: Sequence[Order]) -> CountForm:
    """The box again with what was refused alone, and why."""
    left = QueryDict(mutable=True)
    left.update({key: data.get(key, "") for key in CountForm.base_fields})
    left["text"] = "\n".join(part for part, _refusal in read.refused)
    form = CountForm(left, orders=orders)
    for part, refusal in read.refused[:MOST_NAMED]:
        said = {"part": part[:MOST_ECHOED], "why": sentence(refusal)}
        form.add_error("text", _("« %(part)s » : %(why)s") % said)
    if more := len(read.refused[MOST_NAMED:]):
        form.add_error("text", _("… et %(count)s autres, restés dans la case.") % {"count": count_words(more)})
    return form


def _say(request: SchemeRequest, read: usecases.Read, *, taken_back: bool) -> None:
    """What was understood, and how much of it is new."""
    if not read.understood:
        return
    said = {"pass": _named(read.understood), "count": count_words(read.changed)}
    known = size(read.understood) - read.changed
    if taken_back:
        words = ngettext(
            "%(count)s pass retiré du comptage : %(pass)s.",
            "%(count)s pass retirés du comptage : %(pass)s.",
            read.changed,
        )
        messages.success(request, words % said)
    elif not read.changed:
        messages.info(request, _("Déjà compté : %(pass)s.") % said)
    else:
        words = ngettext("%(count)s pass compté : %(pass)s.", "%(count)s pass comptés : %(pass)s.", read.changed) % said
        if known:
            again = ngettext("Déjà compté avant : %(count)s.", "Déjà comptés avant : %(count)s.", known)
            words = f"{words} {again % {'count': count_words(known)}}"
        messages.success(request, words)


def _named(ranges: Sequence[NumberRange]) -> str:
    orders = written.orders_of(ranges)
    named = [written.range_words(one, orders) for one in ranges[:MOST_NAMED]]
    more = len(ranges) - len(named)
    if more:
        named.append(_("%(count)s autres plages") % {"count": count_words(more)})
    return " ; ".join(named)
