"""The matrix: the head's view of a campaign."""

from django.urls import path

from congvu.inspections.views import matrix

matrix_urls = [
    path("<int:pk>/", matrix.inspection_detail, name="inspection_detail"),
    path("<int:pk>/vi-sao/", matrix.conclusion_explained, name="conclusion_explained"),
]
