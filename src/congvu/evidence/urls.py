from django.urls import path

from congvu.evidence import views

app_name = "evidence"

urlpatterns = [
    path("", views.item_list, name="item_list"),
    path("them/", views.item_add, name="item_add"),
    path("chon/", views.item_picker, name="item_picker"),
    path("gan/", views.attach, name="attach"),
    path("gan/<int:pk>/go/", views.detach_confirm, name="detach"),
    path("<int:pk>/", views.item_detail, name="item_detail"),
    path("<int:pk>/sua/", views.item_edit, name="item_edit"),
    path("<int:pk>/ban-moi/", views.version_add, name="version_add"),
    path("tep/<uuid:mark>/", views.file, name="file"),
    path("cong-bo/<uuid:mark>/", views.published_file, name="published_file"),
    path("tep/<uuid:mark>/<slug:size>/", views.thumbnail, name="thumbnail"),
    path("tai-len/", views.upload_open, name="upload_open"),
    path("tai-len/<uuid:mark>/", views.upload_detail, name="upload_detail"),
    path("nhap-nhieu/", views.batch_add, name="batch_add"),
    path("nhap-nhieu/<uuid:batch>/", views.batch_review, name="batch_review"),
]
