"""Papers say which of the demanded ones they serve as."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the kind; a paper in the folder has no content."""

    dependencies = [("applications", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="kind",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="paper",
            name="content",
            field=models.BinaryField(default=bytes),
        ),
        migrations.AlterField(
            model_name="paper",
            name="content_type",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
