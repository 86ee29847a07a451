"""Every address of campaigns, one list per topic."""

from congvu.inspections.urls.article import article_urls
from congvu.inspections.urls.campaign import campaign_urls
from congvu.inspections.urls.document import document_urls
from congvu.inspections.urls.finding import finding_urls
from congvu.inspections.urls.follow_up import follow_up_urls
from congvu.inspections.urls.matrix import matrix_urls
from congvu.inspections.urls.minutes import minutes_urls
from congvu.inspections.urls.opening import opening_urls
from congvu.inspections.urls.plan import plan_urls
from congvu.inspections.urls.remark import remark_urls

app_name = "inspections"

urlpatterns = [
    *matrix_urls,
    *article_urls,
    *finding_urls,
    *remark_urls,
    *follow_up_urls,
    *minutes_urls,
    *plan_urls,
    *opening_urls,
    *campaign_urls,
    *document_urls,
]
