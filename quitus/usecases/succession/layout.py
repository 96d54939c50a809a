"""What the archive of succession is made of: names of its files, columns of its tables, version of its format."""

FORMAT = "quitus-succession"
VERSION = 1

MANIFEST = "manifest.json"
ORDERS = "orders.json"
KEYS = "keys.json"
SIGNATURES = "signatures.json"
SIGNED = b"Quitus-succession-1\0"
"""What the signatures of a manifest say that they are about, so that none of them is ever a code."""

TABLES: dict[str, tuple[str, ...]] = {
    "pass.csv": ("first", "last", "mark"),
    "serials.csv": ("prefix", "width", "first", "last", "number"),
    "circulation.csv": ("first", "last", "holder", "name", "since_on"),
    "venues.csv": (
        "siret",
        "structure",
        "venue",
        "address",
        "postcode",
        "commune",
        "mobile",
        "public",
        "services",
        "references",
        "qualification",
        "since_on",
    ),
    "uses.csv": ("number", "turn", "siret", "structure", "venue", "service", "service_on", "recorded_at"),
    "due.csv": ("siret", "structure", "pass", "amount_cents"),
}
FILES = (ORDERS, KEYS, *TABLES)

MOST_JSON_BYTES = 10_000_000
"""What one of its JSON files may come to: more is read by nobody."""
MOST_BYTES = 2_000_000_000
"""What all files of an archive may come to once unpacked: an archive that says more is no archive of ours."""

ORDER_DAYS = (
    "drafted_on",
    "visa_on",
    "confirmed_on",
    "proof_on",
    "produced_on",
    "delivered_on",
    "activated_on",
    "closing_on",
    "valid_until",
    "usable_until",
    "blocked_from",
)
ORDER_FACTS = (
    "number",
    "state",
    "quantity",
    "booklet_size",
    "face_value_cents",
    "visa_waived",
    "proof_by",
    "delivered_count",
    "delivery_note",
    "mandat_number",
    "late_entry_days",
    "pass_per_person",
    "territory",
    "service_codes",
    "public_codes",
    "closing_reason",
)
