"""The tables of the room as they first were."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres import fields
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables

# A version is one thing with its questions and criteria: once it is published none is added, changed or removed.
PUBLISHED_IS_FINAL = """
CREATE FUNCTION venues_refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM venues_questionnaireversion
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END AND published_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'what_was_published_changes_no_more' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER what_was_published_changes_no_more BEFORE INSERT OR UPDATE OR DELETE ON venues_question
    FOR EACH ROW EXECUTE FUNCTION venues_refuse_change_of_published();
CREATE TRIGGER what_was_published_changes_no_more BEFORE INSERT OR UPDATE OR DELETE ON venues_criterion
    FOR EACH ROW EXECUTE FUNCTION venues_refuse_change_of_published()
"""
PUBLISHED_IS_FINAL_NO_MORE = """
DROP TRIGGER what_was_published_changes_no_more ON venues_question;
DROP TRIGGER what_was_published_changes_no_more ON venues_criterion;
DROP FUNCTION venues_refuse_change_of_published()
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("state", models.CharField(default="applied", max_length=12)),
                ("applied_on", models.DateField()),
                ("siret_checked", models.BooleanField(default=False)),
                ("charter_signed_on", models.DateField(null=True)),
                ("reception", models.TextField(blank=True, help_text="reception conditions and accessibility")),
                (
                    "regie_recettes_reference",
                    models.CharField(
                        blank=True, help_text="act of the régie de recettes of a public venue", max_length=80
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organisation"), name="structure_is_qualified_once_in_a_scheme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["applied", "checked", "qualified", "suspended", "removed"])),
                        name="qualification_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(max_length=5)),
                ("commune", models.CharField(max_length=100)),
                ("sort_key", models.CharField(help_text="commune then name, for ordering", max_length=320)),
                ("is_mobile", models.BooleanField(default=False)),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, help_text="held by a public body: cashes through a régie de recettes"
                    ),
                ),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "sort_key"], name="venues_in_order")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organisation", "name"), name="venue_has_a_name_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("postcode__regex", "^\\d{5}$")), name="venue_postcode_is_five_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__gte", -90),
                                ("latitude__lte", 90),
                                ("longitude__gte", -180),
                                ("longitude__lte", 180),
                            ),
                            _connector="OR",
                        ),
                        name="venue_is_on_the_map_by_both_coordinates_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("iban", models.CharField(help_text="without spaces, check digits verified", max_length=34)),
                ("holder_name", models.CharField(max_length=140)),
                ("proof_name", models.CharField(max_length=200)),
                ("proof_sha256", models.CharField(help_text="of the proof, kept among the documents", max_length=64)),
                ("proof_media_type", models.CharField(max_length=40)),
                (
                    "is_change",
                    models.BooleanField(
                        default=False, help_text="an account of the structure had been verified before"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("verified_on", models.DateField(null=True)),
                ("verified_at", models.DateTimeField(help_text="when that was recorded", null=True)),
                (
                    "confirmed_how",
                    models.CharField(blank=True, help_text="how a change was confirmed out of band", max_length=10),
                ),
                ("confirmed_with", models.CharField(blank=True, max_length=200)),
                ("confirmed_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "organisation", "-id"], name="bank_details_last_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verified_at__isnull", True),
                                ("verified_by__isnull", True),
                                ("verified_on__isnull", True),
                            ),
                            models.Q(
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                                ("verified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="bank_details_are_verified_if_and_only_if_by_somebody_some_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by__isnull", True),
                            models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="bank_details_are_verified_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualificationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="venues.qualification"
                    ),
                ),
                ("state", models.CharField(max_length=12)),
                ("effective_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["qualification", "-effective_on", "-id"], name="steps_of_qualification")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["applied", "checked", "qualified", "suspended", "removed"])),
                        name="qualification_step_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["suspended", "removed"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suspension_or_removal_gives_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="venues.venue"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("venue", "user"),
                        name="person_is_on_a_venues_staff_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="staff_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="venues.venue"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.service"
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("venue", "service"), name="venue_offers_a_service_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="lodged", max_length=12)),
                ("text", models.TextField()),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("lodged_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("siret", models.CharField(max_length=14)),
                ("structure_name", models.CharField(max_length=200)),
                ("state", models.CharField(default="draft", max_length=20)),
                ("content", models.JSONField(default=dict)),
                ("opened_on", models.DateField()),
                ("submitted_on", models.DateField(null=True)),
                ("asked", models.TextField(blank=True)),
                ("complete_by", models.DateField(null=True)),
                ("reason", models.TextField(blank=True, help_text="of a refusal")),
                ("decided_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(help_text="bank, regie, or question-<id>", max_length=30)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("full_name", models.CharField(max_length=150)),
                ("siret", models.CharField(max_length=14)),
                ("structure_name", models.CharField(max_length=200)),
                ("language", models.CharField(default="fr", max_length=2)),
                ("requested_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(help_text="of the content, as it is written here", max_length=64)),
                ("submitted_on", models.DateField()),
                ("submitted_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(blank=True, max_length=300)),
                ("is_required", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("to", models.EmailField(max_length=254)),
                ("language", models.CharField(default="fr", max_length=2)),
                ("facts", models.JSONField(default=dict)),
                ("message_id", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("label", models.CharField(max_length=300)),
                ("help", models.CharField(blank=True, max_length=500)),
                (
                    "choices",
                    fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None),
                ),
                ("is_required", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="QuestionnaireVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("introduction", models.TextField(blank=True, help_text="what a structure reads before it applies")),
                ("charter", models.TextField(blank=True, help_text="what it accepts; none is asked while empty")),
                ("starts_on", models.DateField(null=True)),
                ("published_on", models.DateField(null=True)),
                ("published_by", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_met", models.BooleanField()),
                ("ticked_on", models.DateField()),
                ("ticked_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.AddField(
            model_name="serviceoffer",
            name="duration_minutes",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="serviceoffer",
            name="languages",
            field=fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name="serviceoffer",
            name="price_cents",
            field=models.PositiveIntegerField(help_text="asked of who pays without a pass; 0 when free", null=True),
        ),
        migrations.AddField(
            model_name="serviceoffer",
            name="publics",
            field=fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddConstraint(
            model_name="bankdetails",
            constraint=models.CheckConstraint(
                condition=models.Q(("proof_sha256__regex", "^[0-9a-f]{64}$")), name="bank_details_have_their_proof"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankdetails",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_how", ""),
                        ("confirmed_on__isnull", True),
                        ("confirmed_with", ""),
                        ("is_change", False),
                    ),
                    models.Q(("confirmed_how", ""), ("is_change", True), ("verified_on__isnull", True)),
                    models.Q(
                        ("confirmed_how__in", ["call", "visit", "post"]),
                        ("confirmed_on__isnull", False),
                        ("is_change", True),
                        models.Q(("confirmed_with", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="changed_account_is_verified_only_out_of_band",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("duration_minutes__isnull", True),
                    models.Q(("duration_minutes__gte", 5), ("duration_minutes__lte", 600)),
                    _connector="OR",
                ),
                name="service_lasts_from_five_minutes_to_ten_hours",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="lodged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="venues.qualificationstep",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="application",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="venues.application"
            ),
        ),
        migrations.AddField(
            model_name="applicationfile",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="venues.application"
            ),
        ),
        migrations.AddField(
            model_name="applicationfile",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="applicationrequest",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="applicationsubmission",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="venues.application"
            ),
        ),
        migrations.AddField(
            model_name="applicationsubmission",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="questionnaireversion",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="venues.questionnaireversion"
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="venues.questionnaireversion"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="venues.questionnaireversion",
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="application",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.application"
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.criterion"
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["lodged", "granted", "dismissed"])), name="appeal_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", True), ("step__isnull", False)),
                    models.Q(("application__isnull", False), ("step__isnull", True)),
                    _connector="OR",
                ),
                name="appeal_is_against_one_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="appeal_says_why"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_by", ""), ("answered_on__isnull", True), ("state", "lodged")),
                    models.Q(
                        models.Q(("state", "lodged"), _negated=True),
                        ("answered_on__gte", models.F("lodged_on")),
                        models.Q(("answered_by", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="appeal_is_answered_if_and_only_if_it_says_when_by_whom_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "lodged")),
                fields=("application",),
                name="application_waits_for_one_appeal_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "lodged")),
                fields=("step",),
                name="decision_waits_for_one_appeal_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationsubmission",
            constraint=models.UniqueConstraint(
                fields=("application", "rank"), name="application_is_sent_once_at_a_rank"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", True), ("sent_at__isnull", True)),
                fields=["scheme", "id"],
                name="letters_to_send",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", True), ("given_up_at__isnull", True), _connector="OR"),
                name="letter_is_sent_or_given_up_not_both",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("message_id",), name="letter_has_its_own_number"),
        ),
        migrations.AddConstraint(
            model_name="questionnaireversion",
            constraint=models.UniqueConstraint(
                fields=("scheme", "number"), name="questionnaire_version_has_its_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaireversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_on__isnull", True)),
                fields=("scheme",),
                name="one_questionnaire_version_is_being_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaireversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_by", ""), ("published_on__isnull", True), ("starts_on__isnull", True)),
                    models.Q(
                        ("published_on__isnull", False),
                        ("starts_on__gte", models.F("published_on")),
                        models.Q(("published_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="questionnaire_is_published_if_and_only_if_it_says_from_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["yes_no", "one", "several", "text", "file"])),
                name="question_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="question_of_a_version_asks_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choices__len__gte", 2), ("kind__in", ("one", "several"))),
                    models.Q(models.Q(("kind__in", ("one", "several")), _negated=True), ("choices", [])),
                    _connector="OR",
                ),
                name="question_offers_choices_if_and_only_if_one_chooses",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), ("label", ""), _negated=True),
                    models.Q(("code", ""), ("label", ""), _connector="OR"),
                ),
                name="criterion_is_known_or_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("version", "code"),
                name="known_criterion_stands_once_in_a_version",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["scheme", "state"], name="applications_by_state"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "completion_asked", "submitted", "complete", "joining"))),
                fields=("scheme", "applicant", "siret"),
                name="person_has_one_open_application_for_a_structure",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "completion_asked",
                            "complete",
                            "accepted",
                            "refused",
                            "withdrawn",
                            "joining",
                            "joined",
                        ],
                    )
                ),
                name="application_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked", ""), ("complete_by__isnull", True)),
                    models.Q(models.Q(("asked", ""), _negated=True), ("complete_by__isnull", False)),
                    _connector="OR",
                ),
                name="application_says_what_is_asked_and_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(models.Q(("reason", ""), _negated=True), ("decided_on__isnull", False)),
                    _connector="OR",
                ),
                name="refused_application_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("complete", "accepted", "joined")), _negated=True),
                    ("organisation__isnull", False),
                    _connector="OR",
                ),
                name="application_taken_in_is_of_a_structure",
            ),
        ),
        migrations.AddConstraint(
            model_name="tick",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", True), ("organisation__isnull", False)),
                    models.Q(("application__isnull", False), ("organisation__isnull", True)),
                    _connector="OR",
                ),
                name="tick_is_of_an_application_or_of_a_structure",
            ),
        ),
        *tables.scheme_table("venues_venue"),
        *tables.scheme_table("venues_serviceoffer"),
        *tables.scheme_table("venues_staff"),
        *tables.scheme_table("venues_qualification"),
        *tables.scheme_table("venues_qualificationstep"),
        *tables.scheme_table("venues_bankdetails"),
        *tables.append_only("venues_qualificationstep"),
        *[
            operation
            for table in (
                "questionnaireversion",
                "question",
                "criterion",
                "applicationrequest",
                "application",
                "applicationfile",
                "applicationsubmission",
                "tick",
                "appeal",
                "letter",
            )
            for operation in tables.scheme_table(f"venues_{table}")
        ],
        *tables.append_only("venues_applicationsubmission"),
        *tables.append_only("venues_tick"),
        *tables.final_rows("venues_questionnaireversion", "OLD.published_on IS NOT NULL"),
        *tables.final_rows("venues_appeal", "OLD.answered_on IS NOT NULL", name="appeal_answered_changes_no_more"),
        *tables.own_rows("venues_application", "applicant_id"),
        *[
            operation
            for table in ("applicationrequest", "application", "applicationsubmission", "letter")
            for operation in tables.keep_from_reader(f"venues_{table}")
        ],
        migrations.RunSQL(PUBLISHED_IS_FINAL, PUBLISHED_IS_FINAL_NO_MORE),
        *[
            operation
            for table in ("venue", "serviceoffer", "staff", "qualification", "qualificationstep")
            for operation in tables.grant("redeemer", "SELECT", f"venues_{table}")
        ],
    ]
