"""The step of a new installation that makes the first plan."""

from django.urls import reverse

from congvu.inspections.models import Plan
from congvu.organizations.registry import Step


def plan_step() -> Step:
    """Done once there is a plan; its page prints it."""
    plan = Plan.objects.order_by("-pk").first()
    told = plan.title if plan else "Chọn đơn vị, nội dung, thời gian; in kế hoạch để trình ký."
    path = reverse("inspections:plan_detail" if plan else "inspections:plan_add",
                   args=[plan.pk] if plan else [])  # fmt: skip
    return Step("Kế hoạch kiểm tra", told, path, plan is not None)
