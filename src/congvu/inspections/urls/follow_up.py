"""Recommendations and remedies."""

from django.urls import path

from congvu.inspections.views import (
    draft,
    explaining,
    follow_up,
    giving_up,
    recheck,
    recommendation_list,
)

follow_up_urls = [
    path("kien-nghi/", recommendation_list.recommendation_list, name="recommendation_list"),
    path("kien-nghi/excel/", recommendation_list.recommendation_excel, name="recommendation_excel"),
    path("kien-nghi/thu-truong/", recommendation_list.heads_sheet, name="heads_sheet"),
    path("kien-nghi/<int:pk>/", follow_up.recommendation_detail, name="recommendation_detail"),
    path("kien-nghi/<int:pk>/sua/", follow_up.recommendation_edit, name="recommendation_edit"),
    path("kien-nghi/<int:pk>/khac-phuc/", follow_up.remedy_add, name="remedy_add"),
    path(
        "kien-nghi/<int:pk>/gia-han/", follow_up.recommendation_extend, name="recommendation_extend"
    ),
    path(
        "kien-nghi/<int:pk>/mo-lai/", follow_up.recommendation_reopen, name="recommendation_reopen"
    ),
    path(
        "kien-nghi/<int:pk>/rut/", giving_up.recommendation_withdraw, name="recommendation_withdraw"
    ),
    path("phuc-tra/<int:pk>/", recheck.recheck_detail, name="recheck_detail"),
    path("khac-phuc/<int:pk>/chap-nhan/", follow_up.remedy_accept, name="remedy_accept"),
    path("khac-phuc/<int:pk>/tra-lai/", follow_up.remedy_return, name="remedy_return"),
    path("buoi/<int:pk>/du-thao/", draft.draft_detail, name="draft_detail"),
    path("buoi/<int:pk>/du-thao/gui/", draft.draft_send, name="draft_send"),
    path("buoi/<int:pk>/du-thao/giai-trinh/", draft.explanation_add, name="explanation_add"),
    path("giai-trinh/<int:pk>/tra-loi/", draft.explanation_answer, name="explanation_answer"),
    path("giai-trinh/<int:pk>/tiep-thu/", explaining.explanation_apply, name="explanation_apply"),
]
