"""Which personal data the office keeps, why, until when; and who may ask for theirs."""
