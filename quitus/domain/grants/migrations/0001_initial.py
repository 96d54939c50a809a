"""The tables of the room as they first were."""

import django.contrib.postgres.fields
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
            name="PowerToSign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("party", models.CharField(max_length=10)),
                ("person_name", models.CharField(max_length=200)),
                ("quality", models.CharField(max_length=200)),
                ("basis", models.CharField(max_length=300)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["party", "starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("party__in", ["authority", "funder"])),
                        name="a_power_to_sign_is_of_a_signing_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_power_to_sign_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person_name", ""), _negated=True), models.Q(("basis", ""), _negated=True)
                        ),
                        name="a_power_to_sign_names_a_person_and_its_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Convention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.deliberation"
                    ),
                ),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("authority_signed_on", models.DateField(null=True)),
                ("funder_signed_on", models.DateField(null=True)),
                (
                    "authority_signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.powertosign",
                    ),
                ),
                (
                    "funder_signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.powertosign",
                    ),
                ),
                ("in_force_on", models.DateField(null=True)),
                ("in_force_known_at", models.DateTimeField(null=True)),
                ("is_entered", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
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
                                ("in_force_known_at", None),
                                ("in_force_on", None),
                                ("state__in", ["drafted", "withdrawn"]),
                                models.Q(
                                    ("authority_signed_on__isnull", False),
                                    ("funder_signed_on__isnull", False),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                models.Q(("state__in", ["drafted", "withdrawn"]), _negated=True),
                                ("authority_signed_on__isnull", False),
                                ("funder_signed_on__isnull", False),
                                ("in_force_known_at__isnull", False),
                                ("in_force_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="convention_is_in_force_if_and_only_if_both_have_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("authority_signatory", None), ("authority_signed_on__isnull", False), _connector="OR"
                            ),
                            models.Q(("funder_signatory", None), ("funder_signed_on__isnull", False), _connector="OR"),
                        ),
                        name="signatory_of_a_convention_has_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.deliberation"
                    ),
                ),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("authority_signed_on", models.DateField(null=True)),
                ("funder_signed_on", models.DateField(null=True)),
                (
                    "authority_signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.powertosign",
                    ),
                ),
                (
                    "funder_signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.powertosign",
                    ),
                ),
                ("in_force_on", models.DateField(null=True)),
                ("in_force_known_at", models.DateTimeField(null=True)),
                ("is_entered", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("stated_effect_on", models.DateField(null=True)),
                ("override_reason", models.TextField(blank=True)),
                ("annulled_by", models.CharField(blank=True, default="", max_length=10)),
                ("annulled_on", models.DateField(null=True)),
                ("annulled_from", models.DateField(null=True)),
                ("annulment_reason", models.TextField(blank=True, default="")),
                ("annulled_known_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("convention", "number"),
                        name="a_number_names_one_amendment_of_a_convention",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "drafted")),
                        fields=("convention",),
                        name="one_amendment_is_prepared_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("in_force_known_at", None),
                                ("in_force_on", None),
                                ("state__in", ["drafted", "withdrawn"]),
                                models.Q(
                                    ("authority_signed_on__isnull", False),
                                    ("funder_signed_on__isnull", False),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                models.Q(("state__in", ["drafted", "withdrawn"]), _negated=True),
                                ("authority_signed_on__isnull", False),
                                ("funder_signed_on__isnull", False),
                                ("in_force_known_at__isnull", False),
                                ("in_force_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="amendment_is_in_force_if_and_only_if_both_have_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("authority_signatory", None), ("authority_signed_on__isnull", False), _connector="OR"
                            ),
                            models.Q(("funder_signatory", None), ("funder_signed_on__isnull", False), _connector="OR"),
                        ),
                        name="signatory_of_an_amendment_has_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "annulled")),
                                models.Q(("annulment_reason", ""), _negated=True),
                                ("annulled_by__in", {"agreement": "d'un commun accord", "judge": "par un juge"}),
                                ("annulled_from__isnull", False),
                                ("annulled_known_at__isnull", False),
                                ("annulled_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "annulled"), _negated=True),
                                ("annulled_by", ""),
                                ("annulled_from", None),
                                ("annulled_known_at", None),
                                ("annulled_on", None),
                                ("annulment_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annulled_from", None), ("annulled_from__gte", models.F("in_force_on")), _connector="OR"
                        ),
                        name="an_annulment_takes_back_nothing_before_the_effect",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("rank", models.PositiveSmallIntegerField()),
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
            name="Annex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="grants.convention"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("convention", "number"), name="a_number_names_one_annex_of_a_convention"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file_name", ""), ("media_type", ""), ("sha256", ""), ("size", 0)),
                            models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                models.Q(("file_name", ""), _negated=True),
                                models.Q(("media_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="file_of_an_annex_is_whole_or_absent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("grade", models.CharField(max_length=15)),
                ("identity", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("first", models.TextField()),
                ("second", models.TextField()),
                ("answer", models.CharField(max_length=10)),
                ("accepted", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "statement_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["convention", "identity"], name="grants_find_convent_154b72_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["first", "second", "explained"])),
                        name="a_decision_gives_a_known_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["contradiction", "gap", "explained"])),
                        name="a_finding_decided_has_a_known_grade",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_decision_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted", models.F("first")), ("answer", "first")),
                            models.Q(("accepted", models.F("second")), ("answer", "second")),
                            models.Q(("accepted", ""), ("answer", "explained")),
                            _connector="OR",
                        ),
                        name="a_decision_accepts_one_of_the_two_values",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="grants.convention"
                    ),
                ),
                ("role", models.CharField(max_length=10)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("represented_by", models.CharField(blank=True, default="", max_length=200)),
                ("named_as", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", {"authority": "Collectivité", "funder": "Financeur", "other": "Autre partie"})
                        ),
                        name="a_party_has_a_known_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "other"), _negated=True),
                        fields=("convention", "role"),
                        name="one_authority_and_one_funder_sign_a_convention",
                    ),
                    models.UniqueConstraint(
                        fields=("convention", "organisation"), name="an_organisation_is_one_party_of_a_convention"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="grants.convention"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="grants.amendment",
                    ),
                ),
                (
                    "deliberation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.deliberation"
                    ),
                ),
                ("source", models.CharField(max_length=12)),
                ("place", models.CharField(max_length=120)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("quote", models.TextField()),
                ("kind", models.CharField(max_length=12)),
                ("values", models.JSONField()),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_reason", models.TextField(blank=True, default="")),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amendment", None), ("deliberation", None), ("source", "convention")),
                            models.Q(("amendment__isnull", False), ("deliberation", None), ("source", "amendment")),
                            models.Q(
                                ("amendment", None),
                                ("deliberation__isnull", False),
                                ("source__in", ["deliberation", "report"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_statement_stands_in_one_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quote", ""), _negated=True), models.Q(("place", ""), _negated=True)
                        ),
                        name="a_statement_quotes_its_passage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "duration",
                                    "extension",
                                    "deadline",
                                    "reports",
                                    "day",
                                    "total",
                                    "share",
                                    "cap",
                                    "target",
                                    "name",
                                    "annex",
                                ],
                            )
                        ),
                        name="a_statement_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_aside_at", None), ("set_aside_reason", "")),
                            models.Q(
                                models.Q(("set_aside_at__isnull", False)),
                                models.Q(("set_aside_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_statement_is_set_aside_if_and_only_if_it_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("set_aside_at", None)),
                        fields=("convention", "amendment", "deliberation", "source", "place", "kind", "quote"),
                        name="a_passage_is_recorded_once_for_one_kind",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendedArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("article_number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("is_repeal", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "article_number"), name="an_amendment_writes_an_article_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_repeal", False), ("text", ""), _connector="OR"),
                        name="a_repealed_article_says_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendedAnnex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="grants.amendment"
                    ),
                ),
                ("annex_number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("is_repeal", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "annex_number"), name="an_amendment_writes_an_annex_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file_name", ""), ("media_type", ""), ("sha256", ""), ("size", 0)),
                            models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                models.Q(("file_name", ""), _negated=True),
                                models.Q(("media_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="file_of_an_amended_annex_is_whole_or_absent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_repeal", False), models.Q(("sha256", ""), ("text", "")), _connector="OR"
                        ),
                        name="a_repealed_annex_says_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="grants.convention",
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="grants.amendment",
                    ),
                ),
                ("party", models.CharField(max_length=10)),
                ("kept_at", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amendment__isnull", False), ("convention", None)),
                            models.Q(("amendment", None), ("convention__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_original_is_of_one_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party__in", ["authority", "funder"])),
                        name="an_original_is_a_signing_partys",
                    ),
                    models.UniqueConstraint(
                        fields=("convention", "amendment", "party"),
                        name="a_party_keeps_one_original_of_a_text",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("file_name", ""), ("media_type", ""), ("sha256", ""), ("size", 0)),
                                models.Q(
                                    ("sha256__regex", "^[0-9a-f]{64}$"),
                                    ("size__gt", 0),
                                    models.Q(("file_name", ""), _negated=True),
                                    models.Q(("media_type", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        name="an_original_is_scanned_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_at", ""), _negated=True), name="an_original_is_kept_somewhere"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parameters", to="grants.convention"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parameters",
                        to="grants.amendment",
                    ),
                ),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("value", models.TextField()),
                ("effective_on", models.DateField(null=True)),
                ("is_placeholder", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
        *tables.scheme_table("grants_powertosign"),
        *tables.scheme_table("grants_convention"),
        *tables.scheme_table("grants_party"),
        *tables.scheme_table("grants_article"),
        *tables.scheme_table("grants_annex"),
        *tables.scheme_table("grants_parameter"),
        *tables.scheme_table("grants_amendment"),
        *tables.scheme_table("grants_amendedarticle"),
        *tables.scheme_table("grants_amendedannex"),
        *tables.scheme_table("grants_original"),
        *tables.scheme_table("grants_statement"),
        *tables.scheme_table("grants_findingdecision"),
        *tables.append_only("grants_findingdecision"),
        migrations.RunPython(fill_catalogue, migrations.RunPython.noop),
    ]
