"""Plans, and the list of campaigns."""

from django.urls import path

from congvu.inspections.views import lists, plan, plan_units

plan_urls = [
    path("", lists.inspection_list, name="inspection_list"),
    path("ke-hoach/", plan.plan_list, name="plan_list"),
    path("ke-hoach/lap/", plan.plan_add, name="plan_add"),
    path("ke-hoach/<int:pk>/", plan.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/sua/", plan.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/don-vi/", plan_units.plan_units, name="plan_units"),
    path("ke-hoach/<int:pk>/trinh/", plan.plan_submit, name="plan_submit"),
    path("ke-hoach/<int:pk>/ban-hanh/", plan.plan_approve, name="plan_approve"),
    path("ke-hoach/<int:pk>/tra-lai/", plan.plan_return, name="plan_return"),
    path("ke-hoach/<int:pk>/huy/", plan.plan_cancel, name="plan_cancel"),
    path("ke-hoach/<int:pk>/nhan-ban/", plan.plan_copy, name="plan_copy"),
    path("ke-hoach/<int:pk>/mo-dot/", plan.plan_open, name="plan_open"),
    path("<int:pk>/de-xuat/", plan.plan_propose, name="plan_propose"),
]
