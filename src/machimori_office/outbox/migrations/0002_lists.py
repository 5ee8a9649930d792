"""Indexes by which the lists of mails open at once after ten years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Three indexes."""

    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["subject", "message"], name="outbox_letter_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["-created_at", "-id"], name="outbox_message_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["purpose", "-created_at", "-id"], name="outbox_message_kind"
            ),
        ),
    ]
