from django.urls import path

from congvu.organizations.views import calendar, people, rehearsal, setup, units

app_name = "organizations"

urlpatterns = [
    path("", units.unit_list, name="unit_list"),
    path("them/", units.unit_add, name="unit_add"),
    path("<int:pk>/", units.unit_detail, name="unit_detail"),
    path("<int:pk>/sua/", units.unit_edit, name="unit_edit"),
    path("<int:pk>/giai-the/", units.unit_close, name="unit_close"),
    path("<int:pk>/doi-ten/", units.unit_rename, name="unit_rename"),
    path("<int:pk>/sap-nhap/", units.unit_merge, name="unit_merge"),
    path("<int:pk>/chia-tach/", units.unit_split, name="unit_split"),
    path("can-bo/", people.person_list, name="person_list"),
    path("can-bo/them/", people.person_add, name="person_add"),
    path("can-bo/<int:pk>/", people.person_detail, name="person_detail"),
    path("can-bo/<int:pk>/sua/", people.person_edit, name="person_edit"),
    path("can-bo/<int:pk>/mat-khau/", people.person_password, name="person_password"),
    path("can-bo/<int:pk>/khoa/", people.person_lock, name="person_lock"),
    path("can-bo/<int:pk>/vi-tri/", people.seat_add, name="seat_add"),
    path("vi-tri/<int:pk>/ket-thuc/", people.seat_end, name="seat_end"),
    path("vi-tri/<int:pk>/uy-quyen/", people.seat_delegate, name="seat_delegate"),
    path("lich/", calendar.calendar_year, name="calendar_year"),
    path("lich/them/", calendar.day_add, name="day_add"),
    path("lich/<int:pk>/cong-bo/", calendar.day_announce, name="day_announce"),
    path("lich/<int:pk>/bo/", calendar.day_remove, name="day_remove"),
    path("lich/thu/", rehearsal.rehearsal, name="rehearsal"),
    path("lich/thu/excel/", rehearsal.rehearsal_excel, name="rehearsal_excel"),
    path("gio-lam-viec/", calendar.hours_list, name="hours_list"),
    path("gio-lam-viec/them/", calendar.hours_add, name="hours_add"),
    path("tinh-han/", calendar.due_calculator, name="due_calculator"),
    path("cai-dat/", setup.setup, name="setup"),
    path("cai-dat/co-quan/", setup.setup_found, name="setup_found"),
    path("cai-dat/lich/", setup.setup_calendar, name="setup_calendar"),
    path("cai-dat/bang/", setup.setup_table, name="setup_table"),
    path("cai-dat/bang/mau/", setup.setup_template, name="setup_template"),
]
