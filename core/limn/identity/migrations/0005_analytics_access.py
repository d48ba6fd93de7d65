"""Administrators had access to analytics before it was kept."""

from django.db import migrations, models


def let_administrators_in(apps, schema_editor):
    apps.get_model("identity", "User").objects.filter(is_superuser=True).update(
        has_analytics_access=True
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_digests_of_cvat")]

    operations = [
        migrations.AddField("user", "has_analytics_access", models.BooleanField(default=False)),
        migrations.RunPython(let_administrators_in, migrations.RunPython.noop),
    ]
