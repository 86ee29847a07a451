from congvu.assessments.models.answer import Answer
from congvu.assessments.models.matrix import Matrix, MatrixData, matrix_of, read_matrix, totals_of
from congvu.assessments.models.sheet import Sheet

__all__ = ["Answer", "Matrix", "MatrixData", "Sheet", "matrix_of", "read_matrix", "totals_of"]
