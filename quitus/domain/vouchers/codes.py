"""The code printed on a pass for typing: derived from the instance's key, never stored."""

import hashlib
from functools import lru_cache

from django.conf import settings

from quitus.kernel.codes import HumanCodes


@lru_cache(maxsize=4)
def _codes_of(secret: str) -> HumanCodes:
    return HumanCodes(hashlib.blake2b(secret.encode(), digest_size=32).digest())


def code_of(number: int) -> str:
    """The 14 characters printed on the pass with this number."""
    return _codes_of(settings.VOUCHER_CODE_KEY).code(number)


def number_of_code(text: str) -> int:
    """The number behind a code as somebody typed it.

    Refuses with `NotACode`. A number that comes out need not be one of an existing pass.
    """
    return _codes_of(settings.VOUCHER_CODE_KEY).read(text)
