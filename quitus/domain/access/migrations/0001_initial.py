"""The table of tokens as it first was."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from quitus.kernel import tables

# A token is looked up before its scheme is known. Only digests are in the table: nobody goes from them to a secret.
READ_OUTSIDE = (
    "CREATE POLICY token_is_found_before_its_scheme_is_known ON access_access FOR SELECT "
    f"TO {tables.role('web')}, {tables.role('redeemer')} USING ({tables.CURRENT_SCHEME} IS NULL)"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=8)),
                ("label", models.CharField(blank=True, max_length=80)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), size=None),
                ),
                (
                    "venue_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("terminal_id", models.BigIntegerField(help_text="the device that holds the secret", null=True)),
                ("starts_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(help_text="opens nothing from this instant on")),
                ("ended_at", models.DateTimeField(help_text="ended before its time", null=True)),
                ("last_used_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["scheme", "organisation", "kind"], name="accesses_of_structure"),
                    models.Index(
                        condition=models.Q(("terminal_id__isnull", False)),
                        fields=["terminal_id"],
                        name="accesses_of_terminal",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="secret_opens_one_access"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(
                                models.F("digest"), function="octet_length", output_field=models.IntegerField()
                            ),
                            32,
                        ),
                        name="only_the_digest_of_a_secret_is_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("software", "terminal"))),
                        name="access_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", ["check", "redeem", "undo", "read"]),
                            models.Q(("scopes", []), _negated=True),
                        ),
                        name="access_gives_known_scopes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "terminal"), ("terminal_id__isnull", False)),
                            models.Q(models.Q(("kind", "terminal"), _negated=True), ("terminal_id__isnull", True)),
                            _connector="OR",
                        ),
                        name="access_is_held_by_a_device_if_and_only_if_it_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "software"), _negated=True),
                            models.Q(("label", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="access_of_a_software_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("starts_at"))),
                        name="access_expires_after_it_starts",
                    ),
                ],
            },
        ),
        *tables.scheme_table("access_access"),
        migrations.RunSQL(READ_OUTSIDE, "DROP POLICY token_is_found_before_its_scheme_is_known ON access_access"),
        *tables.grant("redeemer", "SELECT, UPDATE (last_used_on)", "access_access"),
    ]
