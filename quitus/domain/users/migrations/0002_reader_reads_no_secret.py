"""The reader sees neither accounts with their passwords, nor open sessions, nor second factors."""

from django.db import migrations

from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [("users", "0001_initial"), ("sessions", "0001_initial"), ("mfa", "0001_initial")]

    operations = [
        *tables.keep_from_reader("users_user"),
        *tables.keep_from_reader("django_session"),
        *tables.keep_from_reader("mfa_authenticator"),
    ]
