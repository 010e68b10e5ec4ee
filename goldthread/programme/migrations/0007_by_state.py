"""What waits, and what falls due, is found by state without reading the years before."""

from django.db import migrations, models

INDEXES = {
    "evidence": "evidence_by_state",
    "keytask": "key_task_by_state",
    "progressreport": "report_by_state",
}


class Migration(migrations.Migration):
    dependencies = [("programme", "0006_volume")]

    operations = [
        migrations.AddIndex(
            model_name=model,
            index=models.Index(fields=["state", "entered_at"], name=name),
        )
        for model, name in INDEXES.items()
    ]
