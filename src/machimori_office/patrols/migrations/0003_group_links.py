"""Groups have a link; who tells a walk in one press says nothing of the weather."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the link of a group."""

    dependencies = [("patrols", "0002_watches_initial")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="weather",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fine", "Fine"),
                    ("cloudy", "Cloudy"),
                    ("rain", "Rain"),
                    ("snow", "Snow"),
                    ("heat", "Great heat"),
                    ("", "Not said"),
                ],
                max_length=6,
                verbose_name="Weather",
            ),
        ),
        migrations.CreateModel(
            name="GroupLink",
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
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("mail", models.CharField(blank=True, max_length=254)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link",
                        to="patrols.group",
                    ),
                ),
            ],
        ),
    ]
