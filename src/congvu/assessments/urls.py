from django.urls import path

from congvu.assessments import views

app_name = "assessments"

urlpatterns = [
    path("<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path("<int:pk>/in/", views.sheet_print, name="sheet_print"),
    path("<int:pk>/excel/", views.sheet_excel, name="sheet_excel"),
    path("<int:pk>/noi-dung/<int:area>/", views.sheet_area, name="sheet_area"),
    path("<int:pk>/cham/", views.sheet_judge, name="sheet_judge"),
    path("<int:pk>/bo-sung/", views.criterion_add, name="criterion_add"),
    path("<int:pk>/tu-kiem-tra/", views.sheet_self, name="sheet_self"),
    path("<int:pk>/tu-kiem-tra/in/", views.self_print, name="self_print"),
    path("<int:pk>/tu-kiem-tra/loi/", views.self_text, name="self_text"),
    path("<int:pk>/tu-kiem-tra/chep/", views.self_copy, name="self_copy"),
    path("<int:pk>/tu-kiem-tra/gui/", views.self_submit, name="self_submit"),
    path("<int:pk>/tu-kiem-tra/mo-lai/", views.self_reopen, name="self_reopen"),
    path("cau/<int:pk>/", views.answer_detail, name="answer_detail"),
    path("cau/<int:pk>/cham/", views.answer_judge, name="answer_judge"),
    path("cau/<int:pk>/tu-cham/", views.answer_self, name="answer_self"),
    path("cau/<int:pk>/anh/", views.answer_photo, name="answer_photo"),
    path("cau/<int:pk>/dung-lai/", views.answer_reuse, name="answer_reuse"),
]
