"""Every address of the product, assembled from the packages."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("congvu.accounts.urls")),
    path("he-thong/", include("congvu.core.urls")),
    path("can-cu/", include("congvu.legal.urls")),
    path("to-chuc/", include("congvu.organizations.urls")),
    path("thong-bao/", include("congvu.notices.urls")),
    path("minh-chung/", include("congvu.evidence.urls")),
    path("mau-van-ban/", include("congvu.stationery.urls")),
    path("bo-tieu-chi/", include("congvu.criteria.urls")),
    path("thu-tuc/", include("congvu.procedures.urls")),
    path("phieu/", include("congvu.assessments.urls")),
    path("ho-so/", include("congvu.dossiers.urls")),
    path("phan-anh-kien-nghi/", include("congvu.petitions.urls")),
    path("kiem-tra/", include("congvu.inspections.urls")),
    path("", include("congvu.portal.urls")),
    path("", include("congvu.api.urls")),
    path("", include("congvu.desk.urls")),
]
