"""Word out: an official text as .docx in the layout of its date, a slip in its own."""

from congvu.documents.docx.render import render_docx
from congvu.documents.docx.slip import render_slip_docx

__all__ = ["render_docx", "render_slip_docx"]
