"""What stands at the head of an act: its number and sitting, who presided, when it was sent and published."""

import re
from datetime import date

from quitus.domain.acts.reading.confidence import DOUBTFUL, GUESS, LIKELY, READ, STATED, lower
from quitus.domain.acts.reading.dates import first_date
from quitus.domain.acts.reading.found import Found, best
from quitus.domain.acts.reading.people import name_at
from quitus.domain.acts.reading.text import S, Text, one_line
from quitus.domain.acts.reading.zones import Zones

LONGEST_TAIL = 1500
NEAR = 45

_NUMBER = r"(?P<number>(?:[a-z]{1,8}[-_. /]?)?\d\w*(?:[-_./]\w+| [-/] ?\d+){0,5})"
_NO = r"(?:n(?:um)?\.? ?°|no\.?(?= ?\d)|n(?= ?\d{4})|numero)"
_NUMBERS = (
    (
        re.compile(
            rf"(?:^|\n)[^\w\n]*(?:deliberation|acte|decision|dcm|arrete(?: du maire| du president"
            rf"| de la \w+)?|extrait)? ?(?:{_NO})(?: de "
            rf"(?:la )?(?:deliberation|l'acte|seance))? ?:? ?{_NUMBER} ?\)?[^\w\n]*(?=\n)"
        ),
        STATED,
    ),
    (
        re.compile(
            rf"(?<!vu la )(?<!par )(?<!la )(?:deliberation|dcm|acte)(?: (?:du conseil"
            rf"|de la commission) [\w ]{{1,40}}?)? ?{_NO} ?:? ?{_NUMBER}"
        ),
        STATED - 0.02,
    ),
    (re.compile(rf"(?:^|\n)[^\w\n]*deliberation du [^\n]{{6,40}} {_NO} ?{_NUMBER}"), READ),
    (re.compile(r"(?:^|\n)(?P<number>(?:19|20)\d{2}[-_./]\d{1,5}) ?[-:]? ?(?=objet)"), READ),
    (re.compile(r"(?:^|\n)[^\w\n]*deliberation (?P<number>[a-z]{0,4}[-_ ]?\d{2,4}(?:[-_./]\d+){1,3})(?!\w)"), READ),
    (re.compile(rf"(?:^|\n)[^\w\n]*{_NO} ?:? ?{_NUMBER}"), READ),
    (
        re.compile(
            r"(?:^|\n)[^\w\n]*(?:reference|ref\.?|dossier) ?:? ?(?P<number>[a-z]{0,4}[-_ ]?(?:19"
            r"|20)\d{2}[-_./]\d{1,5})"
        ),
        LIKELY,
    ),
    (
        re.compile(
            r"(?:^|\n)[^\w\n]*(?P<number>(?:del|dcm|dcc|cp|cm|cc|ca|d|b)?[-_. ]?(?:19"
            r"|20)\d{2}[-_./]\d{1,2}(?:[-_./]\d{1,3})?|(?:19|20)\d{2}[-_./]\d{1,5})(?:[^\w\n]*(?=\n)|(?= - [a-z]))"
        ),
        LIKELY - 0.05,
    ),
)
# The name that the software of transmission gives to an act: département, SIREN, day of the act, number, nature.
_TRANSMITTED_AS = re.compile(
    r"(?<!\d)\d[\dab]\d-\d{9}-(?P<day>\d{8})-(?P<number>[\w.-]{1,24}?)-(?:de|ar|au|cc|bf)(?!\w)"
)
_BEFORE_AN_EARLIER_ACT = re.compile(
    r"(?:vu|par|de|selon|cadre|application|modifiant|abrog\w+|rapport\w*)\W[^\n]{0,30}$"
)

# « Le 30 janvier 2023 à 20 h, le Conseil syndical, … s'est réuni ».
_ON_THAT_DAY = re.compile(
    rf"(?:^|\n)[^\w\n]*(?:le|ce)(?= )(?=[^\n]{{6,80}},{S}(?:le|la|l'){S}?(?:conseil|comite|bureau|commission|assemblee)"
    rf"[^.;]{{1,200}}{S}(?:reuni|assemble))[^\n]{{6,60}}"
)
_OF_THE_ACT = re.compile(
    rf"(?:^|\n)[^\w\n]*(?:extrait (?:de la )?)?deliberation (?:[^\n]{{0,60}}?{_NO} ?:? ?[\w./_-]{{1,30}} )?"
    r"(?=du (?:\w+ )?\d)"
)
_SITTING = re.compile(r"(?<!\w)(?:date de (?:la )?)?(?:seance|reunion|session|assemblee)(?!\w)")
_OF_ASSEMBLY = re.compile(rf"(?<!\w)(?:conseil|commission|comite|bureau){S}[a-z']+")
_MEETS = re.compile(r"(?<!\w)(?:reunie?s?|assembles)(?!\w)")
_ANOTHER_MEETS = re.compile(r"(?:commission(?! permanente)|comite(?! syndical)|avis)[^.\n]{0,80}$")
# What may stand between such words and the day: « SÉANCE ORDINAIRE DU CONSEIL MUNICIPAL / du lundi 15 mai 2023 ».
_TO_THE_DAY = re.compile(
    r"(?!.*(?:convo|affich|publie|publica|transmi|proces|prochain|precedent|derniere|recu|vu\b"
    r"|leve))[^\d.;\n]{0,80}\n?[^\d.;\n]{0,40}",
    re.S,
)
_NOT_THIS_SITTING = re.compile(
    r"(?:convocation|convoque\w*|precedente?|derniere|proces[- ]verbal|lors de (?:sa|la)|prochaine)\W[^\n]{0,40}$"
)
_AN = re.compile(rf"(?<!\w)l'{S}?an{S}")
_SIGNED = re.compile(
    rf"(?:fait|delibere)(?:{S}et{S}delibere)?{S}(?:a|en){S}[^\n,]{{2,60}},?{S}?(?:le|ce){S}|"
    rf"(?:^|\n)[a-z' -]{{3,40}}, le "
)

_ASSEMBLIES = (
    ("commission permanente", "Commission permanente"),
    ("bureau communautaire", "Bureau communautaire"),
    ("bureau syndical", "Bureau syndical"),
    ("bureau metropolitain", "Bureau métropolitain"),
    ("conseil departemental", "Conseil départemental"),
    ("conseil general", "Conseil général"),
    ("conseil regional", "Conseil régional"),
    ("conseil municipal", "Conseil municipal"),
    ("conseil communautaire", "Conseil communautaire"),
    ("conseil de communaute", "Conseil de communauté"),
    ("conseil metropolitain", "Conseil métropolitain"),
    ("conseil de la metropole", "Conseil de la métropole"),
    ("conseil de territoire", "Conseil de territoire"),
    ("conseil d'administration", "Conseil d'administration"),
    ("conseil syndical", "Conseil syndical"),
    ("comite syndical", "Comité syndical"),
    ("assemblee departementale", "Assemblée départementale"),
    ("assemblee regionale", "Assemblée régionale"),
    ("assemblee de corse", "Assemblée de Corse"),
    ("conseil de paris", "Conseil de Paris"),
)
_SPEAKS = (
    rf"(?:deliberations?(?:{S}(?:du|de{S}la|de{S}l'))|(?:seance|reunion|session)"
    rf"(?:{S}[a-z]+){{0,2}}{S}(?:du|de{S}la|de{S}l')|(?:^|\n)[^\w\n]*(?:le|la|l')){S}?$"
)
_SITS = re.compile(
    rf"[^.;]{{0,160}}?(?:(?:legalement|regulierement|dument){S}convoque|convoque|s'est{S}"
    rf"(?:legalement{S})?reuni|s'est{S}assemble|reunie?{S}(?:en|sous|le))"
)

_OF_ANOTHER_ACT = re.compile(rf"(?:^|\W)(?:vus?|rapport|avis|delegation){S}[^\n;]{{0,50}}\Z")
_OF_A_PLACE = re.compile(r" (?:d[eu]|des)[ \n]| d'")
# « Mme A, présidente, » in the list of those present.
_IS_PRESIDENT = re.compile(
    rf"(?P<who>(?:m\.|mme|mlle|monsieur|madame){S}[^\n,.;:()]{{3,50}}?)(?:,|{S}\(){S}?(?:l[ea]{S})?presidente?(?={S}?[,;.)\n])"
)
_PRESIDENT = re.compile(
    rf"(?:(?:sous{S}la{S})?presidence{S}(?:(?:effective|provisoire){S})?(?:de{S}|d'|:{S}?)"
    rf"|president(?:e|\(e\))?(?:{S}de{S}(?:la{S})?seance)?{S}?:{S}?"
    rf"|presidee?{S}par{S})"
)
_SECRETARY = re.compile(
    rf"secretaire(?:s|\(s\))?(?:{S}de{S}(?:la{S})?seance)?(?:{S}(?:designee?|elue?|nommee?))?{S}?(?::|est|-){S}?"
    rf"|(?:designe|nomme|elit)e?{S}(?:comme{S}|en{S}qualite{S}de{S})?secretaire{S}(?:de{S}(?:la{S})?seance)?{S}?:?{S}?"
)
_NAMED_SECRETARY = re.compile(
    rf"(?P<who>(?:m\.|mme|mlle|monsieur|madame){S}[^\n,.;]{{2,60}}?),?{S}"
    rf"(?:[^\n;]{{0,50}}?,{S})?(?:a{S}ete|est|ayant{S}ete){S}"
    rf"(?:designee?|nommee?|elue?){S}(?:[a-z]+{S}){{0,3}}?(?:secretaire"
    rf"|pour{S}remplir{S}les{S}fonctions{S}de{S}secretaire)"
)
_DESIGNATES = re.compile(
    rf"(?:designe|nomme|elit){S}(?P<who>[^\n,.;]{{3,60}}?){S}(?:comme|en{S}qualite{S}de"
    rf"|aux{S}fonctions{S}de){S}secretaire"
)

_LE = r"[ :.\n]*(?:(?:le|du|en date du|effectuee?|realisee?)[ :\n]*)*$"
_SENT = (
    (
        re.compile(
            rf"(?:envo[iy]e?s?|transmi\w+|teletransmi\w+|depot|deposee?)(?:{S}\w+)?{S}(?:a|au|en"
            rf"|aux){S}(?:la{S}|le{S})?(?:\w+-)?(?:controle{S}de{S}(?:la{S})?legalite|"
            rf"(?:sous-)?prefecture|services?{S}de{S}l'etat|representant{S}de{S}l'etat|prefet)"
        ),
        STATED,
    ),
    (
        re.compile(
            rf"(?:date{S}de{S})?(?:tele)?transmission(?:{S}(?:en|a|au){S}[\w' -]{{3,40}}?)?(?={S}?:"
            rf"|{S}le|{S}du)"
        ),
        STATED,
    ),
    (
        re.compile(
            rf"(?:recue?|reception|depose)(?:{S}\w+){{0,2}}?{S}(?:en{S}|par{S}(?:la{S}|le{S})"
            rf"|a{S}la{S}|au{S})?(?:sous-)?(?:prefecture|prefet|controle{S}de{S}legalite)"
            rf"(?:{S}de{S}[\w'-]+)?"
        ),
        READ,
    ),
    (re.compile(rf"accuse{S}de{S}reception[^\n]{{0,60}}?"), LIKELY),
)
_PUBLISHED = (
    (re.compile(rf"publication|publiee?|mise?{S}en{S}ligne"), STATED),
    (re.compile(r"affich(?:ee?|age)"), READ),
)
_BETWEEN_WORDS_AND_DAY = re.compile(
    r"(?![^:]*(?:transmi|recu|reception|envo[iy]|affich|publi|notifi|mise? en ligne"
    r"|\Wid\W))[^\d.;\n]{0,70}\n?[^\d.;\n]{0,12}"
)


def number(text: Text, zone: Zones) -> Found[str] | None:
    """The number of the act itself, as it writes it; never that of an act it refers to."""
    found = []
    for pattern, confidence in _NUMBERS:
        for match in text.find(pattern, 0, zone.header_end + 1):
            said = _number(text, match)
            if said and not _BEFORE_AN_EARLIER_ACT.search(
                text.folded, max(0, match.start() - 40), match.start("number")
            ):
                found.append(Found(said, text.line_at(match.start("number")), confidence))
    for match in text.find(_TRANSMITTED_AS):
        found.append(Found(_number(text, match), text.line_at(match.start()), DOUBTFUL + 0.1))  # noqa: PERF401
    return best(found)


def _number(text: Text, match: "re.Match[str]") -> str:
    said = text.mended[match.start("number") : match.end("number")].strip(" ._-/")
    is_a_date = re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", said)
    return "" if is_a_date or re.match(r"(?i)(?:janvier|le|du|de|a|en)\b", said) else one_line(said)


def sitting_on(text: Text, zone: Zones) -> Found[date] | None:
    """The day on which the assembly sat."""
    found: list[Found[date]] = []
    for pattern, confidence in ((_AN, STATED), (_SITTING, STATED), (_OF_ASSEMBLY, READ), (_MEETS, READ)):
        for match in text.find(pattern, 0, zone.header_end):
            start = match.start() if pattern is _AN else match.end()
            day = first_date(text, start, match.end() + 130)
            if day is None or not (pattern is _AN or _TO_THE_DAY.fullmatch(text.folded[match.end() : day.start])):
                continue
            another, reach = (_ANOTHER_MEETS, 100) if pattern is _MEETS else (_NOT_THIS_SITTING, 60)
            if not another.search(text.folded, max(0, match.start() - reach), match.end()):
                is_near = day.start - match.end() <= NEAR
                found.append(Found(day.on, day.line, min(confidence if is_near else READ, day.confidence)))
    for match in text.find(_ON_THAT_DAY, 0, zone.header_end):
        day = first_date(text, match.start(), match.end())
        if day and day.start - match.start() <= 12:
            found.append(Found(day.on, day.line, min(READ, day.confidence)))
    for match in text.find(_OF_THE_ACT, 0, zone.header_end):
        day = first_date(text, match.end(), match.end() + 20)
        if day:
            found.append(Found(day.on, day.line, min(READ, day.confidence)))
    return best(found) or best(_other_days(text, zone))


def _other_days(text: Text, zone: Zones) -> list[Found[date]]:
    """The day told by the name under which the act was transmitted, or beside the signature."""
    found = []
    for match in text.find(_TRANSMITTED_AS):
        said = match["day"]
        try:
            day = date(int(said[:4]), int(said[4:6]), int(said[6:]))
        except ValueError:
            continue
        found.append(Found(day, text.line_at(match.start()), DOUBTFUL + 0.1))
    if zone.decides_at is None:  # signed, but by nobody who sat
        return found
    for match in text.find(_SIGNED, zone.header_end, zone.act_end):
        signed = first_date(text, match.end() - 1, match.end() + 30)
        found += [Found(signed.on, signed.line, GUESS)] if signed else []
    return found


def assembly(text: Text, zone: Zones) -> Found[str] | None:
    """Which assembly sat, by its usual name."""
    found = []
    end = min(text.length, zone.header_end + 200)
    for words, name in _ASSEMBLIES:
        pattern = re.compile(rf"(?<!\w){words.replace(' ', S)}(?!\w)")
        for match in text.find(pattern, 0, end):
            before = text.folded[max(0, match.start() - 60) : match.start()]
            if _OF_ANOTHER_ACT.search(before):
                continue
            alone = re.search(r"\n[^\w\n]*$", before) and re.match(r"[^\w\n]*\n", text.folded[match.end() :])
            heads = re.search(r"(?:^|\n)[^\w\n]*\Z", before) and _OF_A_PLACE.match(text.folded, match.end())
            is_said = alone or re.search(_SPEAKS, before) or _SITS.match(text.folded, match.end())
            sure = STATED if is_said else READ if heads else LIKELY
            found.append((match.start(), Found(name, text.line_at(match.start()), sure)))
    found.sort(key=lambda one: (-one[1].confidence, one[0]))
    if not found:
        return None
    best_told = found[0][1]
    lines = [one.line for _, one in found if one.value == best_told.value and one.confidence >= READ]
    return Found(best_told.value, min(lines, default=best_told.line), best_told.confidence)


def president(text: Text, zone: Zones) -> Found[str] | None:
    """Who presided, without civility; the function where no name is given."""
    told = _named(text, _PRESIDENT, zone.header_end)
    if told:
        return told
    for match in text.find(_IS_PRESIDENT, 0, zone.header_end):
        name = name_at(text, match.start("who"), match.end("who"))
        if name:
            return Found(name, text.line_at(match.start("who")), LIKELY)
    return None


def secretary(text: Text, zone: Zones) -> Found[str] | None:
    """The secretary of the sitting, without civility."""
    found = []
    for pattern in (_NAMED_SECRETARY, _DESIGNATES):
        for match in text.find(pattern, 0, zone.act_end):
            name = name_at(text, match.start("who"), match.end("who"))
            found += [Found(name, text.line_at(match.start("who")), READ)] if name else []
    return _named(text, _SECRETARY, zone.act_end) or best(found)


def _named(text: Text, pattern: "re.Pattern[str]", end: int) -> Found[str] | None:
    found = []
    for match in text.find(pattern, 0, end):
        name = name_at(text, match.end(), min(end, match.end() + 160))
        if name:
            is_function = name.lower().startswith(("le ", "la "))
            found.append(Found(name, text.line_at(match.end()), lower(STATED, 0.3) if is_function else STATED))
    return found[0] if found else None


def transmitted_on(text: Text, zone: Zones) -> Found[date] | None:
    """The day the act was sent to the prefect; that of its reception where only it is told."""
    return _told(text, zone, _SENT)


def published_on(text: Text, zone: Zones) -> Found[date] | None:
    """The day the act was published; that it was put up where only it is told."""
    return _told(text, zone, _PUBLISHED)


def _told(text: Text, zone: Zones, patterns: "tuple[tuple[re.Pattern[str], float], ...]") -> Found[date] | None:
    """The day told after one of these words, on the same line or at the head of the next one.

    Stamps stand at the head, after the decision or at the very end; what the visas and joined texts say is of others.
    """
    found = []
    tail = max(zone.act_end, text.length - LONGEST_TAIL)
    places = ((0, zone.header_end), (zone.decides_at or zone.header_end, zone.act_end), (tail, text.length))
    for pattern, confidence in patterns:
        for match in (match for place in places for match in text.find(pattern, *place)):
            day = first_date(text, match.end(), match.end() + 130)
            if day and _BETWEEN_WORDS_AND_DAY.fullmatch(text.folded[match.end() : day.start]):
                right_after = re.fullmatch(_LE, text.folded[match.end() : day.start])
                told = confidence if right_after else lower(confidence, 0.05)
                found.append(Found(day.on, day.line, min(told, day.confidence)))
    return best(found)
