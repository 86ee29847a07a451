"""Team, schedule, notice and visits of a campaign."""

from django.urls import path

from congvu.inspections.views import (
    attendance,
    giving_up,
    notify,
    schedule,
    team,
    team_change,
    visit,
)

campaign_urls = [
    path("<int:pk>/doan/", team.team_edit, name="team_edit"),
    path("<int:pk>/doan/thay-doi/", team_change.team_change, name="team_change"),
    path("<int:pk>/huy/", giving_up.inspection_cancel, name="inspection_cancel"),
    path("<int:pk>/xep-lich/", schedule.schedule_edit, name="schedule_edit"),
    path("<int:pk>/dieu-chinh-lich/", schedule.visits_postpone, name="visits_postpone"),
    path("<int:pk>/thong-bao/", notify.units_notify, name="units_notify"),
    path("<int:pk>/lich/", visit.visit_list, name="visit_list"),
    path("<int:pk>/lich.ics", visit.visit_list_ics, name="visit_list_ics"),
    path("hom-nay/", visit.visits_today, name="visits_today"),
    path("lich-cua-toi.ics", visit.visits_mine_ics, name="visits_mine_ics"),
    path("buoi/<int:pk>/", visit.visit_detail, name="visit_detail"),
    path("buoi/<int:pk>/huy/", giving_up.visit_cancel, name="visit_cancel"),
    path("buoi/<int:pk>/co-mat/", attendance.visit_attendance, name="visit_attendance"),
    path("buoi/<int:pk>/bat-dau/", visit.visit_move, {"verb": "begin"}, name="visit_begin"),
    path("buoi/<int:pk>/ket-thuc/", visit.visit_move, {"verb": "end"}, name="visit_end"),
    path("buoi/<int:pk>/tiep-tuc/", visit.visit_move, {"verb": "resume"}, name="visit_resume"),
]
