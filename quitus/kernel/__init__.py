"""The ground: money, calendar, clock, codes, refusals, tenancy, append-only tables, locks. It knows no voucher."""
