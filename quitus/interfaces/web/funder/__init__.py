"""The funder's pages: conventions followed, indicators, reports and statements received, instalments."""
