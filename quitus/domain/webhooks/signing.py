"""The secrets that sign news: made with the key of the instance, never stored."""

import base64

from django.utils.crypto import salted_hmac

from quitus.domain.webhooks.models import Subscription

_SALT = "quitus.webhooks"


def secret_of(subscription: Subscription) -> str:
    """What a software checks the signature of its news with: `whsec_` and 43 characters."""
    said = f"{subscription.nonce}:{subscription.scheme_id}:{subscription.organisation_id}"
    digest = salted_hmac(_SALT, said, algorithm="sha256").digest()
    return "whsec_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
