"""Tables point down the floors, and those of a scheme show only that scheme's rows."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import floors, looks_up

ROOMS = set().union(*floors())


def test_every_room_is_installed() -> None:
    assert {config.label for config in apps.get_app_configs()} >= ROOMS


def test_looking_up_and_across_is_told_from_looking_down() -> None:
    assert looks_up("acts", "grants")
    assert looks_up("venues", "vouchers")
    assert not looks_up("grants", "acts")
    assert not looks_up("grants", "grants")


def test_foreign_keys_point_down() -> None:
    faults = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        if looks_up(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert faults == []


def test_migrations_depend_on_lower_rooms_only() -> None:
    loader = MigrationLoader(None)
    faults = [
        f"{label}.{name} → {needed}"
        for (label, name), migration in loader.disk_migrations.items()
        for needed, _ in [*migration.dependencies, *migration.run_before]
        if looks_up(label, needed)
    ]
    assert faults == []


@pytest.mark.django_db
def test_every_table_of_a_scheme_has_row_level_security() -> None:
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and any(field.column == "scheme_id" for field in model._meta.local_fields)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies JOIN pg_class ON relname = tablename"
            " AND relnamespace = 'public'::regnamespace WHERE relrowsecurity GROUP BY tablename"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    assert tables - guarded == set()
    assert tables, "no table of a scheme: this test looks for the wrong column"
