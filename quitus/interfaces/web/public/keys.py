"""The public keys of the instance, for scanners."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quitus.usecases.keys import published

ONE_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=ONE_HOUR)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key with its public half and whether its signature proves anything; read from anywhere."""
    response = JsonResponse(published(), json_dumps_params={"indent": 2})
    response["Access-Control-Allow-Origin"] = "*"
    return response
