import django.db.models.functions.text
from django.db import migrations, models

import quitus.kernel.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254)),
                ("full_name", models.CharField(max_length=150)),
                ("language", models.CharField(default="fr", max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                ("is_administrator", models.BooleanField(default=False)),
                (
                    "joined_at",
                    models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("email",), name="user_email_is_used_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email")),
                            models.Q(("email", ""), _negated=True),
                        ),
                        name="user_email_is_in_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["fr", "en"])),
                        name="user_reads_a_language_we_speak",
                    ),
                ],
            },
        ),
    ]
