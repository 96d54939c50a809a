"""Reading JSON that anybody may have written."""

from typing import Any

import pydantic_core
from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Whatever is no JSON raises `ValueError`: also what is nested without end, or holds half a character."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What was sent, as data."""
        return pydantic_core.from_json(request.body, allow_inf_nan=False)
