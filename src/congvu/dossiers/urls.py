from django.urls import path

from congvu.dossiers.views import counter, detail, importing, lists, points, reports, slips, verbs

app_name = "dossiers"

urlpatterns = [
    path("", lists.dossier_list, name="dossier_list"),
    path("tiep-nhan/", counter.counter, name="counter"),
    path("khac-han/", lists.difference_list, name="difference_list"),
    path("<int:pk>/", detail.dossier_detail, name="dossier_detail"),
    path("<int:pk>/viec/<str:verb>/", verbs.dossier_verb, name="dossier_verb"),
    path("<int:pk>/phieu/<str:kind>/", slips.dossier_slip, name="dossier_slip"),
    path("nhieu/<str:verb>/", verbs.bulk_verb, name="bulk_verb"),
    path("noi-tiep-nhan/", points.point_list, name="point_list"),
    path("noi-tiep-nhan/them/", points.point_add, name="point_add"),
    path("noi-tiep-nhan/<int:pk>/", points.point_edit, name="point_edit"),
    path("bao-cao/", reports.report_list, name="report_list"),
    path("bao-cao/tep/<int:pk>/", reports.report_file, name="report_file"),
    path("bao-cao/<slug:slug>/", reports.report, name="report"),
    path("bao-cao/<slug:slug>/in/", reports.report_print, name="report_print"),
    path("bao-cao/<slug:slug>/excel/", reports.report_excel, name="report_excel"),
    path("nhap/", importing.run_list, name="run_list"),
    path("nhap/them/", importing.run_add, name="run_add"),
    path("nhap/<int:pk>/", importing.run_detail, name="run_detail"),
    path("nhap/<int:pk>/nghia/", importing.run_map, name="run_map"),
    path("nhap/<int:pk>/nhap/", importing.run_take_in, name="run_take_in"),
    path("nhap/<int:pk>/bo/", importing.run_discard, name="run_discard"),
]
