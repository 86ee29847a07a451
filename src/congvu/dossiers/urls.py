from django.urls import path

from congvu.dossiers.views import counter, detail, importing, lists, points, slips, verbs

app_name = "dossiers"

urlpatterns = [
    path("", lists.dossier_list, name="dossier_list"),
    path("tiep-nhan/", counter.counter, name="counter"),
    path("khac-han/", lists.difference_list, name="difference_list"),
    path("<int:pk>/", detail.dossier_detail, name="dossier_detail"),
    path("<int:pk>/viec/<str:verb>/", verbs.dossier_verb, name="dossier_verb"),
    path("<int:pk>/phieu/<str:kind>/", slips.dossier_slip, name="dossier_slip"),
    path("<int:pk>/phieu/<str:kind>/word/", slips.dossier_slip_word, name="dossier_slip_word"),
    path("ban-giao/<int:pk>/", slips.hand_over, name="hand_over"),
    path("ban-giao/<int:pk>/phieu/", slips.hand_over_pdf, name="hand_over_pdf"),
    path("ban-giao/<int:pk>/word/", slips.hand_over_word, name="hand_over_word"),
    path("nhieu/<str:verb>/", verbs.bulk_verb, name="bulk_verb"),
    path("noi-tiep-nhan/", points.point_list, name="point_list"),
    path("noi-tiep-nhan/them/", points.point_add, name="point_add"),
    path("noi-tiep-nhan/<int:pk>/", points.point_edit, name="point_edit"),
    path("nhap/", importing.run_list, name="run_list"),
    path("nhap/them/", importing.run_add, name="run_add"),
    path("nhap/<int:pk>/", importing.run_detail, name="run_detail"),
    path("nhap/<int:pk>/nghia/", importing.run_map, name="run_map"),
    path("nhap/<int:pk>/nhap/", importing.run_take_in, name="run_take_in"),
    path("nhap/<int:pk>/bo/", importing.run_discard, name="run_discard"),
]
