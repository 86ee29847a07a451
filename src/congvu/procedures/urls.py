from django.urls import path

from congvu.procedures import views

app_name = "procedures"

urlpatterns = [
    path("", views.procedure_list, name="procedure_list"),
    path("moi/", views.procedure_new, name="procedure_new"),
    path("nhap/", views.import_page, name="import_page"),
    path("nhap/<int:pk>/", views.import_run, name="import_run"),
    path("nhap/mau/", views.import_template, name="import_template"),
    path("<int:pk>/", views.procedure_detail, name="procedure_detail"),
    path("<int:pk>/sua/", views.procedure_edit, name="procedure_edit"),
    path("<int:pk>/muc-do/", views.level_declare, name="level_declare"),
    path("<int:pk>/cong-khai/", views.disclosure_check, name="disclosure_check"),
    path("ban/<int:pk>/", views.version_detail, name="version_detail"),
    path("ban/<int:pk>/sua/", views.version_edit, name="version_edit"),
    path("ban/<int:pk>/ban-moi/", views.version_revise, name="version_revise"),
    path("ban/<int:pk>/so-sanh/", views.version_diff, name="version_diff"),
    path("ban/<int:pk>/cong-bo/", views.version_life, name="version_life"),
    path("ban/<int:pk>/cong-bo/<slug:verb>/", views.version_verb, name="version_verb"),
    path("quy-trinh/", views.process_list, name="process_list"),
    path("quy-trinh/moi/", views.process_new, name="process_new"),
    path("quy-trinh/<int:pk>/", views.process_detail, name="process_detail"),
    path("quy-trinh/<int:pk>/sua/", views.process_edit, name="process_edit"),
    path("quy-trinh/<int:pk>/in/", views.process_print, name="process_print"),
    path("quy-trinh/<int:pk>/so-do.svg", views.process_drawing, name="process_drawing"),
    path("quy-trinh/<int:pk>/lan-moi/", views.process_revise, name="process_revise"),
    path("quy-trinh/<int:pk>/thoi-dung/", views.process_retire, name="process_retire"),
    path("quy-trinh/<int:pk>/bo/", views.process_discard, name="process_discard"),
    path("don-vi/<int:pk>/", views.unit_disclosure, name="unit_disclosure"),
    path("don-vi/<int:pk>/in/", views.postings_print, name="postings_print"),
    path("don-vi/<int:pk>/bang/", views.board, name="board"),
    path("di-bang/<int:pk>/", views.walk_page, name="walk_page"),
    path("di-bang/<int:pk>/danh-sach/", views.walk_list, name="walk_list"),
    path("di-bang/<int:pk>/thay/", views.walk_send, name="walk_send"),
    path("di-bang/<int:pk>/ngoai-tuyen.js", views.walk_worker, name="walk_worker"),
    path("niem-yet/<int:pk>/go/", views.posting_remove, name="posting_remove"),
    path("n/<uuid:mark>/", views.posting_scan, name="posting_scan"),
    path("n/<uuid:mark>/thay/", views.posting_seen, name="posting_seen"),
]
