from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0004_picture_tag")]

    operations = [
        migrations.AddField("data", "places", models.JSONField(default=list)),
    ]
