from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("distribution", "0003_regie")]

    operations = []
