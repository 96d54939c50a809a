"""What other rooms and pages may read of keys."""

from time import monotonic

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
    """The 32 bytes of the public key with this name; None when no key has it.

    What was read once stays true: a public key never changes. A name that is not known is looked for again after a
    second only, so that names made up cost nothing.
    """
    if key_id not in _public_keys and monotonic() - _looked[0] > LOOK_AGAIN_SECONDS:
        look_again()
    return _public_keys.get(key_id)


def look_again() -> None:
    """Read the public keys there are: one query, which a door that answers anybody makes whatever it is asked."""
    _looked[0] = monotonic()
    _public_keys.update({name: bytes(public) for name, public in every_key().values_list("pk", "public_key")})


LOOK_AGAIN_SECONDS = 1
_public_keys: dict[str, bytes] = {}
_looked = [-float(LOOK_AGAIN_SECONDS)]
