"""The tables of the room as they first were."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("siret", models.CharField(blank=True, max_length=14, null=True)),
                ("address_line_1", models.CharField(blank=True, default="", max_length=120)),
                ("address_line_2", models.CharField(blank=True, default="", max_length=120)),
                ("postcode", models.CharField(blank=True, default="", max_length=10)),
                ("commune", models.CharField(blank=True, default="", max_length=100)),
                ("sort_key", models.CharField(max_length=200)),
                ("is_example", models.BooleanField(default=False)),
                ("accent", models.CharField(default="#0b5a5e", max_length=7)),
                ("logo_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("logo_media_type", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["sort_key"], name="organisations_in_order")],
                "constraints": [
                    models.UniqueConstraint(fields=("siret",), name="organisation_siret_is_registered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("siret__isnull", True), ("siret__regex", "^[0-9]{14}$"), _connector="OR"),
                        name="organisation_siret_has_fourteen_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("short_name", ""), _negated=True)
                        ),
                        name="organisation_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("authority", "funder", "operator", "accountant_office", "structure", "other"))
                        ),
                        name="organisation_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accent__regex", "^#[0-9a-f]{6}$")), name="organisation_accent_is_a_colour"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("logo_media_type", ""), ("logo_sha256", "")),
                            models.Q(
                                ("logo_sha256__regex", "^[0-9a-f]{64}$"),
                                models.Q(("logo_media_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_logo_has_a_type_if_and_only_if_it_is_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes_run",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes_funded",
                        to="organisations.organisation",
                    ),
                ),
                ("is_example", models.BooleanField(default=False)),
                ("lives_on", models.DateField(blank=True, null=True)),
                ("lives_since", models.DateTimeField(blank=True, null=True)),
                ("sort_key", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="scheme_slug_is_used_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_example", True), ("lives_on__isnull", False), ("lives_since__isnull", False)),
                            models.Q(("is_example", False), ("lives_on__isnull", True), ("lives_since__isnull", True)),
                            _connector="OR",
                        ),
                        name="scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="scheme_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.scheme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                    ),
                ),
                ("role", models.CharField(max_length=20)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                (
                                    "manager",
                                    "finance_officer",
                                    "imprest_holder",
                                    "handout_agent",
                                    "prescriber",
                                    "mediator",
                                    "operator",
                                    "funder_officer",
                                    "accountant",
                                    "administrator",
                                    "assembly_officer",
                                ),
                            )
                        ),
                        name="membership_gives_a_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="membership_does_not_end_before_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("user", "scheme", "role", "organisation"),
                        name="person_holds_a_role_for_an_organisation_once_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ("accountant", "manager", "finance_officer", "imprest_holder", "handout_agent"),
                            )
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("scheme_id"),
                                    models.F("scheme_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"), models.F("ends_on"), models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Case(
                                        models.When(role="accountant", then=models.Value(0)), default=models.Value(1)
                                    ),
                                    models.Case(
                                        models.When(role="accountant", then=models.Value(1)), default=models.Value(2)
                                    ),
                                    function="int4range",
                                ),
                                "-|-",
                            ),
                        ],
                        name="accountant_is_none_of_those_he_controls",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("role__in", ("imprest_holder", "manager", "finance_officer"))),
                        expressions=[
                            (
                                models.Func(
                                    models.F("scheme_id"),
                                    models.F("scheme_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"), models.F("ends_on"), models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Case(
                                        models.When(role="imprest_holder", then=models.Value(0)),
                                        default=models.Value(1),
                                    ),
                                    models.Case(
                                        models.When(role="imprest_holder", then=models.Value(1)),
                                        default=models.Value(2),
                                    ),
                                    function="int4range",
                                ),
                                "-|-",
                            ),
                        ],
                        name="imprest_holder_does_not_authorise",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("role__in", ("operator", "manager", "finance_officer", "accountant", "imprest_holder"))
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("scheme_id"),
                                    models.F("scheme_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"), models.F("ends_on"), models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Case(
                                        models.When(role="operator", then=models.Value(0)),
                                        default=models.Value(1),
                                    ),
                                    models.Case(
                                        models.When(role="operator", then=models.Value(1)),
                                        default=models.Value(2),
                                    ),
                                    function="int4range",
                                ),
                                "-|-",
                            ),
                        ],
                        name="operator_neither_orders_nor_pays_itself",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                (
                                    "funder_officer",
                                    "manager",
                                    "finance_officer",
                                    "accountant",
                                    "imprest_holder",
                                    "operator",
                                ),
                            )
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("scheme_id"),
                                    models.F("scheme_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"), models.F("ends_on"), models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Case(
                                        models.When(role="funder_officer", then=models.Value(0)),
                                        default=models.Value(1),
                                    ),
                                    models.Case(
                                        models.When(role="funder_officer", then=models.Value(1)),
                                        default=models.Value(2),
                                    ),
                                    function="int4range",
                                ),
                                "-|-",
                            ),
                        ],
                        name="funder_is_not_of_those_it_funds",
                    ),
                ],
            },
        ),
        *tables.scheme_table("organisations_membership"),
        *tables.own_rows("organisations_membership"),
    ]
