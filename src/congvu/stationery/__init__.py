"""An office's document templates by kind, legal basis and effective date."""
