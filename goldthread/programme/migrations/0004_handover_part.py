"""A handover says whether the lead passes or a supporting unit's part."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_line_ratio")]

    operations = [
        migrations.AddField(
            model_name="handover", name="part", field=models.BooleanField(default=False)
        ),
    ]
