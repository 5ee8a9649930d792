"""What is pressed twice counts once, however close the two presses are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One row for each form that was sent."""

    dependencies = [("limits", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Press",
            fields=[
                (
                    "key",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("made", models.UUIDField(null=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
