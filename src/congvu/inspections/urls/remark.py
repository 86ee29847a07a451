"""General remarks and requests to several units."""

from django.urls import path

from congvu.inspections.views import remark

remark_urls = [
    path("<int:pk>/nhan-xet/", remark.remark_list, name="remark_list"),
    path("<int:pk>/nhan-xet/them/", remark.remark_add, name="remark_add"),
    path("<int:pk>/yeu-cau-chung/", remark.units_ask, name="units_ask"),
    path("nhan-xet/<int:pk>/", remark.remark_edit, name="remark_edit"),
    path("nhan-xet/<int:pk>/thu-tu/", remark.remark_move, name="remark_move"),
    path("nhan-xet/<int:pk>/bo-ra/", remark.remark_take_out, name="remark_take_out"),
    path("nhan-xet/<int:pk>/xoa/", remark.remark_remove, name="remark_remove"),
]
