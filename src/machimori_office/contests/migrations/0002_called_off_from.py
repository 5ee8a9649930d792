"""Where a contest was when it was called off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A field of contests."""

    dependencies = [
        ("contests", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="called_off_from",
            field=models.CharField(blank=True, max_length=10),
        ),
    ]
