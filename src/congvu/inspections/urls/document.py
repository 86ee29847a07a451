"""Papers, their files, and the file of a campaign."""

from django.urls import path

from congvu.inspections.views import archive, document, files, grounds, minutes_word, word

document_urls = [
    path("<int:pk>/ho-so/", archive.document_list, name="document_list"),
    path("<int:pk>/ho-so/nop-luu/", archive.archive_make, name="archive_make"),
    path("<int:pk>/ho-so/<slug:sheet>.<slug:fmt>", archive.archive_sheet, name="archive_sheet"),
    path("<int:pk>/ho-so/lap/<slug:kind>/", document.document_add, name="document_add"),
    path("ho-so-nop-luu/<int:pk>/", archive.archive_file, name="archive_file"),
    path("<int:pk>/tep/<slug:kind>.<slug:fmt>", files.inspection_file, name="inspection_file"),
    path("buoi/<int:pk>/tep/<slug:kind>.<slug:fmt>", files.visit_file, name="visit_file"),
    path("buoi/<int:pk>/bien-ban/word/", minutes_word.minutes_word, name="minutes_word"),
    path("buoi/<int:pk>/bien-ban/word/nhan/", minutes_word.minutes_accept, name="minutes_accept"),
    path("ke-hoach/<int:pk>/van-ban/", document.plan_document_add, name="plan_document_add"),
    path("van-ban/<int:pk>/", document.document_detail, name="document_detail"),
    path("van-ban/<int:pk>/noi-dung/", document.document_text, name="document_text"),
    path("van-ban/<int:pk>/sua/", document.document_edit, name="document_edit"),
    path("van-ban/<int:pk>/can-cu/", grounds.document_grounds, name="document_grounds"),
    path("van-ban/<int:pk>/tep.<slug:fmt>", files.document_file, name="document_file"),
    path("van-ban/<int:pk>/ky-nhay/", document.document_initial, name="document_initial"),
    path("van-ban/<int:pk>/tra-lai/", document.document_send_back, name="document_send_back"),
    path("van-ban/<int:pk>/cong-khai/", document.document_disclose, name="document_disclose"),
    path("van-ban/<int:pk>/ban-ky/", document.document_signed_file, name="document_signed_file"),
    path("van-ban/<int:pk>/khoi-phuc/", document.document_restore, name="document_restore"),
    path("van-ban/<int:pk>/nhan-ban/", document.document_copy, name="document_copy"),
    path("van-ban/<int:pk>/word/", word.document_word, name="document_word"),
    path("van-ban/<int:pk>/word/<uuid:mark>/", word.document_compare, name="document_compare"),
    path("van-ban/<int:pk>/<slug:verb>/", document.document_step, name="document_step"),
]
