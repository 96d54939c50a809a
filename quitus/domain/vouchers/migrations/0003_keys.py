from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0002_orders"), ("keys", "0001_initial")]

    operations = []
