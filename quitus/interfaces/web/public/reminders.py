"""What opens without signing in about obligations: a person's calendar, and the end of his reminders.

Both stand on a secret in the address: whatever is wrong with it, the answer is one and the same.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.tokens import user_of_stop_token
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.roles import FUNDER
from quitus.interfaces.web.layout.pages import show
from quitus.usecases.calendar_feed import calendar_of
from quitus.usecases.stop_reminders import stop_reminders


@require_safe
@never_cache
def calendar(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The obligations of a scheme as an iCalendar file, for whoever has the address."""
    content = calendar_of(slug, token, page_of)
    if content is None:
        return HttpResponse("404\n", status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="quitus.ics"'
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt  # RFC 8058: a mail program presses the button, without a page nor a cookie; the address is the secret
def stop(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Stop the reminders of whoever received this address: one sentence, one button."""
    user_id = user_of_stop_token(slug, token)
    if user_id is None:
        raise Http404
    if request.method == "POST":
        if not stop_reminders(slug, user_id):
            raise Http404
        return show(
            request,
            "public/reminders_stopped.html",
            title=_("Vous ne recevrez plus de rappels"),
            lead=_("Vous pouvez en demander de nouveau, une fois connecté, dans « Mes rappels »."),
        )
    return show(
        request,
        "public/stop_reminders.html",
        title=_("Ne plus recevoir de rappels"),
        lead=_("Les rappels d'échéances de ce dispositif cesseront. Vos obligations, elles, restent."),
    )


def page_of(reader: Membership, one: Obligation) -> str:
    """The whole address where a person reads about an obligation."""
    if reader.role == FUNDER:
        return urljoin(settings.QUITUS_URL, reverse("funder:convention", args=[reader.scheme.slug]))
    return urljoin(settings.QUITUS_URL, reverse("authority:obligation", args=[reader.scheme.slug, one.pk]))
