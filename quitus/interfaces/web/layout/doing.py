"""What every act on a page has in common: one call when the form is right, and the way back."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict

from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.components import Words
from quitus.interfaces.web.layout.forms import refusals_on

T = TypeVar("T")


def carry_out(
    request: SchemeRequest,
    form: forms.Form,
    operation: Callable[..., T],
    *,
    done: Words,
    to: str | Callable[[T], str],
    refused: dict[str, str] | None = None,
    **facts: object,
) -> HttpResponse | None:
    """Call ``operation(by=…, **facts, **what the form says)`` when the form was sent and is right.

    Then go ``to`` an address, or to the one made of what the operation answers. None when the page
    is to be shown: nothing was sent, the form is wrong, or a refusal now stands on it (``refused``
    says under which field each code is shown).
    """
    if request.method != "POST" or not form.is_valid():
        return None
    with refusals_on(form, **(refused or {})):
        made = operation(by=request.actor, **facts, **form.cleaned_data)
        messages.success(request, str(done))
        return redirect(to(made) if callable(to) else to)
    return None


def sent(request: SchemeRequest) -> QueryDict | None:
    """What was sent to the page, be it empty; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def files(request: SchemeRequest) -> "MultiValueDict[str, UploadedFile[Any]] | None":
    """The files sent to the page; None when it is only looked at."""
    return request.FILES if request.method == "POST" else None


def found(query: Callable[..., T], *keys: object) -> T:
    """What a query finds for the keys of an address; 404 when there is nothing such in this scheme."""
    try:
        return query(*keys)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
