"""Where members stand at a place of watches."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Give places of watches their posts."""

    dependencies = [
        ("patrols", "0003_group_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="school",
            name="posts",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
