"""The administrator's pages: people and roles, organisations, theme, audit trail."""
