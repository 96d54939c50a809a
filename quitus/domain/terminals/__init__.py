"""The devices of venues: enrolled, shared, limited, and what they may know offline."""
