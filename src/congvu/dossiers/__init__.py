"""Dossiers: imported from other systems, or taken in and resolved here."""
