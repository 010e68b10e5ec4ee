"""After a merger of offices one office has the assignments of both; the ledger by due day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_work")]

    operations = [
        migrations.RemoveConstraint(
            model_name="keytask", name="key_task_one_assignment_per_office"
        ),
        migrations.AddIndex(
            model_name="keytask",
            index=models.Index(fields=["cycle", "due"], name="key_task_by_cycle"),
        ),
    ]
