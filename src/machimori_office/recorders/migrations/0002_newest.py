"""An index in the order of the list of loans."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("recorders", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="loan",
            index=models.Index(fields=["-lent_on", "-id"], name="recorders_newest"),
        ),
    ]
