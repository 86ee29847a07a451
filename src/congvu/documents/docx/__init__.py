"""Word out: an official text as .docx in the layout of its date."""

from congvu.documents.docx.render import render_docx

__all__ = ["render_docx"]
