"""What other rooms and pages may read of keys."""

from functools import lru_cache

from django.db.models import QuerySet

from quitus.domain.keys import ring, states
from quitus.domain.keys.errors import KeyUnknown, NoActiveKey
from quitus.domain.keys.models import Key


def every_key() -> QuerySet[Key]:
    """The keys of the instance, newest first."""
    return Key.objects.all()


def key(key_id: str) -> Key:
    """One key by its name. Refuses with `KeyUnknown`."""
    found = Key.objects.filter(pk=key_id).first()
    if found is None:
        raise KeyUnknown(key=key_id)
    return found


def signing_key() -> Key:
    """The key that signs new orders: the newest active one whose secret is here. Refuses with `NoActiveKey`."""
    here = ring.ring().names()
    found = Key.objects.filter(state=states.ACTIVE, pk__in=here).first()
    if found is None:
        raise NoActiveKey()
    return found


def public_key_of(key_id: str) -> bytes | None:
    """The 32 bytes of the public key with this name; None when no key has it."""
    try:
        return _public_key_of(key_id)
    except KeyUnknown:
        return None


@lru_cache(maxsize=64)
def _public_key_of(key_id: str) -> bytes:
    # A public key never changes, and its name is a digest of it: what was read once stays true.
    return bytes(key(key_id).public_key)
