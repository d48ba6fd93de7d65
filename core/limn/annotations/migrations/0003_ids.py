"""One sequence for the ids of all annotations, where the database has sequences."""

from django.db import migrations


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE SEQUENCE annotations_id")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP SEQUENCE annotations_id")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_initial")]
    operations = [migrations.RunPython(create, drop)]
