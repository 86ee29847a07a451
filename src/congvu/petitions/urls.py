from django.urls import path

from congvu.petitions.views import detail, figures, importing, lists, papers, verbs

app_name = "petitions"

urlpatterns = [
    path("", lists.petition_list, name="petition_list"),
    path("xuat/", lists.petition_export, name="petition_export"),
    path("tiep-nhan/", verbs.petition_add, name="petition_add"),
    path("so-lieu/", figures.figures, name="figures"),
    path("nhap/", importing.import_page, name="import_page"),
    path("nhap/mau/", importing.import_template, name="import_template"),
    path("<int:pk>/", detail.petition_detail, name="petition_detail"),
    path("<int:pk>/xem-day-du/", detail.petition_unmask, name="petition_unmask"),
    path("<int:pk>/viec/<str:verb>/", verbs.petition_verb, name="petition_verb"),
    path("<int:pk>/van-ban/<str:kind>.<str:form>", papers.petition_paper, name="petition_paper"),
]
