"""Text as people sort it, search it, and write it on one line."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_OTHER = re.compile(r"[^a-z0-9]+")
_BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # a no-break space is none
_WRITTEN = [chr(code) for code in range(ord("À"), ord("ſ"))]  # Latin-1 and Latin Extended-A


def sort_key(text: str) -> str:
    """What a name is sorted and searched by, stored beside it: `Évin-Malmaison` gives `evin malmaison`.

    The database has no French collation (its embedded build carries no ICU), so that this key does its work.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", letters).strip()


def one_line(text: str) -> str:
    """A text without line breaks nor control characters, each run of them and of spaces made one space: what stands in
    the header of a letter, or on a line of its own.
    """
    return _BREAKS.sub(" ", text).strip()


def search_pattern(word: str) -> str:
    """A regular expression that finds a word whatever its accents and its case: `comite` finds `Comité`.

    Read alike by PostgreSQL and by Python, without regard to case in the letters that have accents.
    """
    found = []
    for character in unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES)):
        if character in _AS_WRITTEN:
            found.append(f"[{character}{character.upper()}{_AS_WRITTEN[character]}]")
        elif character in _APOSTROPHES:
            found.append(f"[{_APOSTROPHES}]")
        elif not unicodedata.combining(character) and character.isprintable():
            found.append(re.escape(character))
    return "".join(found).replace(_O + _E, f"(?:{_O}{_E}|[œŒ])").replace(_A + _E, f"(?:{_A}{_E}|[æÆ])")


def _bare(character: str) -> str:
    return unicodedata.normalize("NFKD", character.casefold())[0]


_APOSTROPHES = "'’"
_AS_WRITTEN = {
    letter: "".join(one for one in _WRITTEN if _bare(one) == letter) for letter in "abcdefghijklmnopqrstuvwxyz"
}
_O, _A, _E = (f"[{letter}{letter.upper()}{_AS_WRITTEN[letter]}]" for letter in "oae")
