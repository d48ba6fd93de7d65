"""One sequence for all ids where the database has sequences; the indexes that reads use."""

import django.db.models.deletion
from django.db import migrations, models


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE SEQUENCE annotations_id")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP SEQUENCE annotations_id")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_initial")]
    operations = [
        migrations.RunPython(create, drop),
        *(
            migrations.AlterField(
                model_name=name,
                name="job",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="tasks.job",
                ),
            )
            for name in ("tag", "track", "shape")
        ),
        migrations.AlterField(
            model_name="shape",
            name="track",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shapes",
                to="annotations.track",
            ),
        ),
        migrations.AddIndex(
            model_name="shape",
            index=models.Index(fields=["track", "frame"], name="annotations_track_i_805bc5_idx"),
        ),
    ]
