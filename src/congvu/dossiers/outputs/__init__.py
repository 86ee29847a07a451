"""Dossiers as papers and pictures."""
