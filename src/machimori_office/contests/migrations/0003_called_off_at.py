"""When a contest was called off: names are kept for some days after it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A field of contests."""

    dependencies = [
        ("contests", "0002_called_off_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
