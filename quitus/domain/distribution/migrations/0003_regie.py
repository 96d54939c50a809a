from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("distribution", "0002_reader_reads_no_name")]

    operations = []
