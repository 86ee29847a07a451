"""Papers of petitions."""

from congvu.petitions.outputs.papers import FORMS, paper_of, papers_of

__all__ = ["FORMS", "paper_of", "papers_of"]
