"""The tables of the room as they first were."""

from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.CharField(
                        help_text="four symbols, derived from the public key",
                        max_length=4,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("public_key", models.BinaryField(help_text="Ed25519, 32 bytes", max_length=32)),
                ("state", models.CharField(default="active", max_length=8)),
                ("created_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("retired_at", models.DateTimeField(help_text="signs no new order from then on", null=True)),
                (
                    "lost_at",
                    models.DateTimeField(help_text="declared lost; restored when the state says otherwise", null=True),
                ),
                (
                    "stolen_at",
                    models.DateTimeField(help_text="declared stolen: its signatures alone prove nothing", null=True),
                ),
                ("reason", models.TextField(blank=True, help_text="how the loss or the theft was found out")),
            ],
            options={
                "ordering": ["-created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "retired", "lost", "stolen"])),
                        name="key_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id__regex", "^[0-9A-HJKMNP-TV-Z]{4}$")),
                        name="key_is_named_by_four_symbols",
                    ),
                    models.UniqueConstraint(fields=("public_key",), name="public_key_belongs_to_one_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True), ("retired_at__isnull", True), _connector="OR"
                        ),
                        name="key_that_is_retired_is_not_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lost"), _negated=True), ("lost_at__isnull", False), _connector="OR"
                        ),
                        name="key_that_is_lost_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "stolen"), ("stolen_at__isnull", True), _connector="XOR"),
                        name="key_is_stolen_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["active", "retired"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="key_that_is_lost_or_stolen_says_how",
                    ),
                ],
            },
        ),
        # A key that exists stays known by the same public key; only its life goes on.
        migrations.RunSQL(
            [
                f"REVOKE UPDATE, DELETE, TRUNCATE ON keys_key FROM {tables.role('web')}",
                f"GRANT UPDATE (state, retired_at, lost_at, stolen_at, reason) ON keys_key TO {tables.role('web')}",
            ],
            f"GRANT UPDATE, DELETE ON keys_key TO {tables.role('web')}",
        ),
        *tables.grant("redeemer", "SELECT", "keys_key"),
    ]
