from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0005_data_places")]

    operations = [
        migrations.AddField("clip", "damaged", models.JSONField(default=list)),
    ]
