from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0003_more_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="tag",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
