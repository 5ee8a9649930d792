"""An index in the order of the list of records, with the words sought in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=[
                    "-on",
                    "-written_at",
                    "id",
                    "withdraws",
                    "activity",
                    "duty",
                    "by",
                    "result",
                    "note",
                ],
                name="records_newest",
            ),
        ),
    ]
