"""Reference data that a migration puts in the tables: national services, and target publics.

The services are those of the national schema « lieux de médiation numérique » 1.0.
"""

from quitus.kernel.words import N_

SERVICES = (
    ("demarches", N_("Aide aux démarches administratives")),
    ("outils", N_("Maîtrise des outils numériques du quotidien")),
    ("emploi", N_("Insertion professionnelle via le numérique")),
    ("securite", N_("Utilisation sécurisée du numérique")),
    ("parentalite", N_("Parentalité et éducation avec le numérique")),
    ("loisirs", N_("Loisirs et créations numériques")),
    ("comprehension", N_("Compréhension du monde numérique")),
    ("acces", N_("Accès internet et matériel informatique")),
    ("materiel", N_("Acquisition de matériel informatique à prix solidaire")),
)

# Code, label, and whether the public counts as far from employment (PIC).
PUBLICS = (
    ("rsa", N_("Bénéficiaires du RSA"), True),
    ("collegien", N_("Collégiens"), False),
    ("ase", N_("Jeunes de l'Aide sociale à l'enfance"), False),
    ("personne_agee", N_("Personnes âgées"), False),
    ("handicap", N_("Personnes en situation de handicap"), False),
)
