"""What a group pressed on the internet part and could not be done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A field of groups' links."""

    dependencies = [
        ("patrols", "0004_school_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="grouplink",
            name="refused",
            field=models.JSONField(default=list),
        ),
    ]
