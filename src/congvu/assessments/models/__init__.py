from congvu.assessments.models.answer import Answer
from congvu.assessments.models.matrix import Matrix, matrix_of, totals_of
from congvu.assessments.models.sheet import Sheet

__all__ = ["Answer", "Matrix", "Sheet", "matrix_of", "totals_of"]
