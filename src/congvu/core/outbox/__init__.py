"""Mail of an installation without a mail server: kept, and in a demo shown."""
