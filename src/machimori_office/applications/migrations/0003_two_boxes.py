"""Applications on two boxes: what crossed with the office."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What crossed, and that it did."""

    dependencies = [
        ("applications", "0002_demanded_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="is_crossed",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Crossing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("correct", "To correct it"),
                            ("withdraw", "To withdraw it"),
                        ],
                        max_length=8,
                    ),
                ),
                ("written", models.JSONField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crossings",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
    ]
