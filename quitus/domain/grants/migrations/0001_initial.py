"""The tables of the room as they first were."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import quitus.kernel.clock
from quitus.domain.grants.catalogue import PUBLICS, SERVICES
from quitus.kernel import tables


def fill_catalogue(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Puts the national services and the target publics in their tables."""
    using = schema_editor.connection.alias
    services, publics = apps.get_model("grants", "Service"), apps.get_model("grants", "TargetPublic")
    services.objects.using(using).bulk_create(
        services(code=code, label=label, rank=rank) for rank, (code, label) in enumerate(SERVICES, start=1)
    )
    publics.objects.using(using).bulk_create(
        publics(code=code, label=label, is_pic=is_pic, rank=rank)
        for rank, (code, label, is_pic) in enumerate(PUBLICS, start=1)
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("label", models.CharField(max_length=120)),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="TargetPublic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("label", models.CharField(max_length=120)),
                ("is_pic", models.BooleanField()),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="Convention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("authority_signed_on", models.DateField(null=True)),
                ("funder_signed_on", models.DateField(null=True)),
                ("in_force_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "deliberation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.deliberation"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("scheme",),
                        name="a_scheme_has_one_open_convention",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("in_force_on__isnull", True),
                                ("state", "drafted"),
                                models.Q(
                                    ("authority_signed_on__isnull", False),
                                    ("funder_signed_on__isnull", False),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                models.Q(("state", "drafted"), _negated=True),
                                ("authority_signed_on__isnull", False),
                                ("funder_signed_on__isnull", False),
                                ("in_force_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="convention_is_in_force_if_and_only_if_both_have_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="grants.convention"
                    ),
                ),
            ],
            options={
                "ordering": ["rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("convention", "number"), name="a_number_names_one_article_of_a_convention"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("authority_signed_on", models.DateField(null=True)),
                ("funder_signed_on", models.DateField(null=True)),
                ("stated_effect_on", models.DateField(null=True)),
                ("in_force_on", models.DateField(null=True)),
                ("override_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "deliberation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.deliberation"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="grants.convention"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("convention", "number"), name="a_number_names_one_amendment_of_a_convention"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "drafted")),
                        fields=("convention",),
                        name="one_amendment_is_prepared_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("in_force_on__isnull", True),
                                ("state", "drafted"),
                                models.Q(
                                    ("authority_signed_on__isnull", False),
                                    ("funder_signed_on__isnull", False),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                models.Q(("state", "drafted"), _negated=True),
                                ("authority_signed_on__isnull", False),
                                ("funder_signed_on__isnull", False),
                                ("in_force_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="amendment_is_in_force_if_and_only_if_both_have_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("value", models.TextField()),
                ("effective_on", models.DateField(null=True)),
                ("is_placeholder", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parameters",
                        to="grants.amendment",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parameters", to="grants.convention"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("convention", "amendment", "name"),
                        name="a_text_sets_a_parameter_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendedArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article_number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="grants.amendment"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "article_number"), name="an_amendment_writes_an_article_once"
                    )
                ],
            },
        ),
        *tables.scheme_table("grants_convention"),
        *tables.scheme_table("grants_article"),
        *tables.scheme_table("grants_amendment"),
        *tables.scheme_table("grants_amendedarticle"),
        *tables.scheme_table("grants_parameter"),
        migrations.RunPython(fill_catalogue, migrations.RunPython.noop),
    ]
