"""Files of venues under the national schema « lieux de médiation numérique », and under data.inclusion."""

from quitus.usecases.venue_files.applying import Applied, apply_preview, take_in_file, write_file
from quitus.usecases.venue_files.data_inclusion import data_inclusion
from quitus.usecases.venue_files.exporting import national_csv
from quitus.usecases.venue_files.matching import CHANGED, DOUBTFUL, NEW, REFUSED, SAME, Preview, preview
from quitus.usecases.venue_files.reading import FileNotOfVenues, read_rows

__all__ = [
    "CHANGED",
    "DOUBTFUL",
    "NEW",
    "REFUSED",
    "SAME",
    "Applied",
    "FileNotOfVenues",
    "Preview",
    "apply_preview",
    "data_inclusion",
    "national_csv",
    "preview",
    "read_rows",
    "take_in_file",
    "write_file",
]
