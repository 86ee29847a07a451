"""Settings: base, production, dev, test."""
