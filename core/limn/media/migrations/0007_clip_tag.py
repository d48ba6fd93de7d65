from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0006_clip_damaged")]

    operations = [
        migrations.AddField("clip", "tag", models.TextField(blank=True, default=""), False),
    ]
