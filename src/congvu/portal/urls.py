"""Public pages, the pages where items are checked, and Wagtail's editing rooms under /cms/."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from wagtail.admin import urls as rooms
from wagtail.documents.views.serve import serve

from congvu.portal.views import (
    account,
    erasures,
    feed,
    filed,
    filing,
    filing_ways,
    item,
    news,
    own_petitions,
    petition_files,
    petitions,
    photo,
    procedures,
    result,
    site,
    tracking,
)

news_urls = [
    path("", news.news_list, name="news_list"),
    path("rss/", feed.NewsFeed(), name="feed"),
    path("anh/<path:name>", photo.photo, name="photo"),
    path("chuyen-muc/<slug:slug>/", news.news_list, name="category"),
    path("<slug:slug>/", news.news_detail, name="news_detail"),
    path("<slug:slug>/in/", news.news_print, name="news_print"),
]
procedure_urls = [
    path("", procedures.procedure_list, name="procedure_list"),
    path("don-vi/<int:pk>/", procedures.procedure_unit, name="procedure_unit"),
    path("<int:pk>/", procedures.procedure_detail, name="procedure_detail"),
    path("<int:pk>/in/", procedures.procedure_print, name="procedure_print"),
    path("<int:pk>/to-huong-dan.pdf", procedures.procedure_leaflet, name="procedure_leaflet"),
]
item_urls = [
    path("", item.item_list, name="item_list"),
    path("dot-kiem-tra/<int:pk>/", item.article_draft, name="article_draft"),
    path("<int:pk>/", item.item_detail, name="item_detail"),
    path("<int:pk>/gui-duyet/", item.item_submit, name="item_submit"),
    path("<int:pk>/tra-lai/", item.item_send_back, name="item_send_back"),
    path("<int:pk>/dang/", item.item_publish, name="item_publish"),
    path("<int:pk>/go/", item.item_withdraw, name="item_withdraw"),
    path("<int:pk>/xoa/", item.item_remove, name="item_remove"),
]
petition_urls = [
    path("", petitions.petition_answers, name="petition_answers"),
    path("gui/", petitions.petition_send, name="petition_send"),
    path("gui/tep/", petition_files.petition_file_open, name="petition_file_open"),
    path("gui/tep/<uuid:mark>/", petition_files.petition_file, name="petition_file"),
    path("da-gui/<str:token>/", petitions.petition_sent, name="petition_sent"),
    path("tra-cuu/", petitions.petition_follow, name="petition_follow"),
    path("cua-toi/", own_petitions.petition_mine, name="petition_mine"),
    path("cua-toi/<int:pk>/", own_petitions.petition_own, name="petition_own"),
    path("cua-toi/<int:pk>/rut/", own_petitions.petition_withdraw, name="petition_withdraw"),
    path("cua-toi/<int:pk>/y-kien/", own_petitions.petition_rate, name="petition_rate"),
]
account_urls = [
    path("", account.account, name="account"),
    path("du-lieu/", account.account_data, name="account_data"),
    path("xoa/", account.account_erase, name="account_erase"),
]
office_urls = [
    path("noi-nop/", filing_ways.filing_list, name="filing_list"),
    path("noi-nop/<int:pk>/", filing_ways.filing_decide, name="filing_decide"),
    path("xoa-du-lieu/", erasures.erasure_list, name="erasure_list"),
    path("xoa-du-lieu/<int:pk>/", erasures.erasure_do, name="erasure_do"),
]
filing_urls = [
    path("", filed.filed_list, name="filed_list"),
    path("thu-tuc/<int:pk>/", filing.filing_begin, name="filing_begin"),
    path("<int:pk>/", filed.filed_detail, name="filed_detail"),
    path("<int:pk>/to-khai/", filing.filing_form, name="filing_form"),
    path("<int:pk>/giay-to/", filing.filing_papers, name="filing_papers"),
    path("<int:pk>/giay-to/them/", filing.paper_add, name="paper_add"),
    path("tep/<int:pk>/bo/", filing.paper_drop, name="paper_drop"),
    path("<int:pk>/xem-lai/", filing.filing_preview, name="filing_preview"),
    path("<int:pk>/nop/", filing.filing_hand_in, name="filing_hand_in"),
    path("<int:pk>/xoa/", filing.filing_discard, name="filing_discard"),
    path("<int:pk>/bo-sung/", filed.filed_supplement, name="filed_supplement"),
    path("<int:pk>/rut/", filed.filed_withdraw, name="filed_withdraw"),
    path("<int:pk>/nop-phi/<slug:gateway>/", filed.filed_pay, name="filed_pay"),
    path("<int:pk>/phieu/<slug:kind>.pdf", filed.filed_slip, name="filed_slip"),
]
portal_urls = (
    [
        path("trang-thong-tin/", site.home, name="home"),
        path("tin-tuc/", include(news_urls)),
        path("thu-tuc-hanh-chinh/", include(procedure_urls)),
        path("nop-ho-so/", include(filing_urls)),
        path("phan-anh/", include(petition_urls)),
        path("tra-cuu/", tracking.tracking, name="tracking"),
        path("ket-qua-kiem-tra/<int:pk>/", result.result_detail, name="result"),
        path("co-chu/", site.text_size, name="text_size"),
        path("robots.txt", site.robots, name="robots"),
        path("sitemap.xml", sitemap, {"sitemaps": feed.SITEMAPS}, name="sitemap"),
        path("tin-bai/", include(item_urls)),
        path("tai-khoan/", include(account_urls)),
        path("quan-tri/", include(office_urls)),
    ],
    "portal",
)
urlpatterns = [
    path("", include(portal_urls)),
    path(  # Wagtail's own name for it, with parts that have names
        "tin-tuc/tep/<int:document_id>/<str:document_filename>", serve, name="wagtaildocs_serve"
    ),
    path("cms/", site.rooms, name="wagtailadmin_door"),
    path("cms/", include(rooms)),
]
