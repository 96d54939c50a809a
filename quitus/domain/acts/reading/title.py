"""The title of an act, what it decides and its report, as far as they can be told from the rest."""

import re

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ
from quitus.domain.acts.reading.found import Found
from quitus.domain.acts.reading.text import S, Text, one_line
from quitus.domain.acts.reading.zones import Zones

LONGEST_TITLE, LONGEST_PARAGRAPH = 500, 300

_OBJECT = re.compile(
    rf"(?:^|\n)[^\w\n]*(?:\d[\w./-]{{2,20}} )?(?:objet|intitule|titre|sujet)"
    rf"{S}?(?:de{S}la{S}deliberation)?{S}?[:=-]{S}?"
)
_ENDS_AN_OBJECT = re.compile(
    r"\n\n|\n ?(?:vus? |considerant|(?:le |la |l')(?:conseil|commission|comite|bureau|assemblee|president|maire)"
    r"|rapporteur|monsieur |madame |m\. |mme |article |expose|apres )"
)
_AFTER_THE_NUMBER = re.compile(
    r"(?:^|\n)[^\w\n]*(?:deliberation |acte )?n ?° ?[\w./_-]*\d[\w./_-]*(?: -|-| :|:) ?(?P<title>[a-z][^\n]{14,400})"
)
_BEARING = re.compile(r"\n ?(?P<title>(?:portant|relatif|relative|autorisant|fixant) [^\n]{8,300})")
_NOT_A_TITLE = re.compile(
    r"projet de deliberation|expose"
    r"|departement|commune|ville|mairie|republique|extrait|registre|deliberations?(?: n ?°|$| d)|seance|reunion|session"
    r"|presidence|president|secretaire|present|excuse|absent|pouvoir|procuration|votants?"
    r"|quorum|convocation|nombre|envoi|publi"
    r"|transmi|recu|affiche|arrondissement|canton|l'an |communaute de|centre communal"
    r"|en exercice|prefecture|accuse|page"
    r"|\W*n ?°|pour |contre|votes?|abstention|conseil|date|assist|commission"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_NOT_IN_A_TITLE = re.compile(
    r"deliberations? (?:n ?°|d)|seance|reunion d|president|secretaire|present|excuse|absent|pouvoirs?|votants"
    r"|\W*n ?° ?\d|(?:le |la |l')(?:conseil|commission|comite|bureau|assemblee)|vote|pour :|article"
)
_ENDS = re.compile(
    rf"\n\W*(?:dans{S}les{S}conditions{S}de{S}vote|pour{S}?:|votes?{S}?:|votants|adopte"
    rf"|\(adopte|rejete|resultat|fait{S}(?:et{S}delibere{S})?a|ainsi{S}fait|le{S}(?:president"
    rf"|maire)[ ,]*\n|la{S}(?:presidente|maire)[ ,]*\n|\.{{4,}}|certifie|pour{S}(?:extrait|copie)"
    rf"|nombre{S}de)"
)
_REPORT = re.compile(
    rf"\n\n?(?P<head>[^\n]{{0,80}}\n{{0,2}})?(?P<begins>(?:reunion|seance){S}du{S}|rapport{S}"
    rf"(?:du|de{S}la|de{S}l'|au|n)|expose{S}des{S}motifs)"
)


def title(text: Text, zone: Zones) -> Found[str] | None:
    """What the act is about: after « Objet : », else the paragraph of the header that is nothing else."""
    for match in text.find(_OBJECT, 0, zone.act_end):
        end = _ENDS_AN_OBJECT.search(text.folded, match.end())
        said = one_line(text.text[match.end() : end.start() if end else text.length])[:LONGEST_TITLE]
        if said:
            return Found(said.strip(" .*"), text.line_at(match.end()), READ)
    for match in text.find(_BEARING, 0, zone.header_end):
        said = one_line(text.text[match.start("title") : match.end("title")])
        return Found(said, text.line_at(match.start("title")), READ)
    for match in text.find(_AFTER_THE_NUMBER, 0, zone.header_end):
        said = one_line(text.text[match.start("title") : match.end("title")])[:LONGEST_TITLE]
        return Found(said.strip(" .*"), text.line_at(match.start("title")), LIKELY)
    paragraphs = [_beyond_the_head(text, *match.span()) for match in text.find(_PARAGRAPH, 0, zone.header_end)]
    likely = [(start, said) for start, said in paragraphs if 15 <= len(said) <= LONGEST_PARAGRAPH]
    if not likely:
        return None
    start, said = next(((start, said) for start, said in reversed(likely) if said.isupper()), likely[-1])
    return Found(said.strip(" .*"), text.line_at(start), LIKELY if said.isupper() else DOUBTFUL)


def _beyond_the_head(text: Text, start: int, end: int) -> tuple[int, str]:
    """Where a paragraph begins that says more than a head, and what it says from there; nothing when a line of it is
    of a list or of a number.
    """
    while start < end and _NOT_A_TITLE.match(text.folded[start:].lstrip(" -")):
        following = text.text.find("\n", start, end)
        start = following + 1 if following > 0 else end
    rest = text.folded[start:end].split("\n")
    if any(_NOT_IN_A_TITLE.match(line.lstrip(" -")) for line in rest):
        return start, ""
    return start, one_line(text.text[start:end])


def decision(text: Text, zone: Zones) -> Found[str] | None:
    """What the assembly decides, from its « DÉCIDE » to the vote or the signature; its lines are kept."""
    if zone.decides_at is None:
        return None
    start = zone.decides_at
    while start < zone.act_end and text.text[start] == "\n":
        start += 1
    ends = _ENDS.search(text.folded, start + 1, zone.act_end)
    said = text.text[start : ends.start() if ends else zone.act_end].strip()
    said = re.sub(r"\n{3,}", "\n\n", said)
    return Found(said, text.line_at(start), LIKELY) if said else None


def report(text: Text, zone: Zones) -> Found[str] | None:
    """The report to the assembly, where it stands after the act and the texts joined to it; its lines are kept."""
    if zone.decides_at is None:
        return None
    begins = next(text.find(_REPORT, max(zone.act_end, zone.decides_at)), None)
    if begins is None:
        return None
    said = re.sub(r"\n{3,}", "\n\n", text.text[begins.start("begins") :]).strip()
    return Found(said, text.line_at(begins.start("begins")), LIKELY)
