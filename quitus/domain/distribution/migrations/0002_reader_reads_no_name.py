"""The reader counts beneficiaries; it never reads who they are."""

from django.db import migrations

from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [("distribution", "0001_initial")]

    operations = tables.keep_from_reader("distribution_beneficiaryidentity")
