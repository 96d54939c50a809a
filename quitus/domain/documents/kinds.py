"""The kinds of documents, and what each is about."""

from quitus.kernel.words import N_

REPORT = "report"
DELIBERATION = "deliberation"
CONVENTION = "convention"
AMENDMENT = "amendment"
CONSOLIDATED = "consolidated"
LETTER = "letter"
MINUTES = "minutes"

LABELS = {
    REPORT: N_("Rapport à l'assemblée"),
    DELIBERATION: N_("Délibération"),
    CONVENTION: N_("Convention"),
    AMENDMENT: N_("Avenant"),
    CONSOLIDATED: N_("Convention consolidée"),
    LETTER: N_("Courrier"),
    MINUTES: N_("Compte rendu du comité technique"),
}
KINDS = tuple(LABELS)

# What each is about, by the name that the thing has in the thread of its page.
SUBJECTS = {
    REPORT: "deliberation",
    DELIBERATION: "deliberation",
    CONVENTION: "convention",
    AMENDMENT: "amendment",
    CONSOLIDATED: "convention",
    LETTER: "convention",
    MINUTES: "committee_meeting",
}
# Those that the assembly's service may produce too.
OF_THE_ASSEMBLY = frozenset({REPORT, DELIBERATION})


def about(subject_kind: str) -> list[str]:
    """The kinds of documents that can be made from a thing of this kind alone, in their order: a letter is written."""
    return [kind for kind in KINDS if SUBJECTS[kind] == subject_kind and kind != LETTER]
