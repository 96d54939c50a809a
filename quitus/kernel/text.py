"""Text as people sort it."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_OTHER = re.compile(r"[^a-z0-9]+")


def sort_key(text: str) -> str:
    """What a name is sorted and searched by, stored beside it: `Évin-Malmaison` gives `evin malmaison`.

    The database has no French collation (its embedded build carries no ICU), so that this key does its work.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", letters).strip()
