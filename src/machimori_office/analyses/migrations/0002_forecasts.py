"""Forecasts, sealed before their time, and what became of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the ledger of forecasts and its scores."""

    dependencies = [
        ("analyses", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="analysis",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hot-blocks", "Hot spots by block"),
                    ("counts", "Counts by block, for publication"),
                    ("safety-map", "Community safety map"),
                    ("watch-gap", "Watch gap and signs of streets"),
                    ("effect", "Effect of a measure"),
                    ("forecast", "Forecast of blocks"),
                    ("times", "Hours, days and near repeats"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="SealedForecast",
            fields=[
                (
                    "number",
                    models.PositiveIntegerField(primary_key=True, serialize=False),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("entry", models.JSONField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField()),
                (
                    "analysis",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed",
                        to="analyses.analysis",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="ForecastScore",
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
                ("outcome", models.JSONField()),
                ("scored_by", models.CharField(max_length=64)),
                ("scored_at", models.DateTimeField()),
                (
                    "incidents",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="analyses.incidentlist",
                    ),
                ),
                (
                    "forecast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="analyses.sealedforecast",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
