"""What was proposed of a condition, and why it was found otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two fields of findings."""

    dependencies = [
        ("applications", "0003_two_boxes"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="finding",
            name="proposed",
            field=models.CharField(
                blank=True,
                choices=[
                    ("met", "Met"),
                    ("not_met", "Not met"),
                    ("unclear", "Cannot be told yet"),
                ],
                max_length=8,
            ),
        ),
    ]
