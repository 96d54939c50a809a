"""A page that binds, from what it says: asked first, then done by one button."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse

from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.components import Fact, Link, Words
from quitus.interfaces.web.layout.doing import carry_out
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.kernel.clock import today

T = TypeVar("T")


@dataclass(frozen=True)
class Act:
    """What one binding page says; `refused` gives the field under which the refusal of a code is shown.

    `again` is on a second button that sends the same as the first, and that it was `again` that was pressed.
    """

    title: Words
    happens: Words
    button: Words
    done: Words
    final: Words = ""
    undo: Words = ""
    again: Words = ""
    danger: bool = False
    facts: tuple[Fact, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)


def bind(
    request: SchemeRequest,
    form: forms.Form,
    operation: Callable[..., T],
    act: Act,
    *,
    back: Link,
    to: str | Callable[[T], str] = "",
    **keys: object,
) -> HttpResponse:
    """Show the page that asks; or call the operation with `keys` and the form's facts, and go `to` (default: back)."""
    return carry_out(
        request, form, operation, done=act.done, to=to or back.url, refused=act.refused, **keys
    ) or show_confirm(
        request,
        title=act.title,
        happens=act.happens,
        facts=act.facts,
        final=act.final,
        undo=act.undo,
        again=act.again,
        form=form,
        button=act.button,
        danger=act.danger,
        back=back,
    )


class DayForm(forms.Form):
    """The day of one step; `name` is the fact it becomes. Of a fact, it is not in the `future`."""

    def __init__(
        self, *args: Any, name: str, label: object, help_text: object = "", future: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[name] = DayField(label=label, help_text=help_text, not_after_today=not future, initial=today)
