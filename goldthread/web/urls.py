"""The addresses of the site."""

from django.urls import include, path

from goldthread.api.urls import api_urls

urlpatterns = [
    path("", include("goldthread.web.lookback.urls")),
    path("", include("goldthread.web.records.urls")),
    path("", include("goldthread.web.loads.urls")),
    path("", include("goldthread.web.catalogue.urls")),
    path("", include("goldthread.web.explain.urls")),
    path("", include("goldthread.web.charts.urls")),
    path("", include("goldthread.web.acting.urls")),
    path("", include("goldthread.web.offices.urls")),
    path("", include("goldthread.web.accounts.urls")),
    path("", include("goldthread.web.programme.urls")),
    path("", include("goldthread.web.reports.urls")),
    path("", include("goldthread.web.rights.urls")),
    path("", include("goldthread.web.volume.urls")),
    path("", include("goldthread.web.live.urls")),
    path("", include("goldthread.web.proposals.urls")),
    path("", include("goldthread.web.seminar.urls")),
    path("", include("goldthread.web.walk.urls")),
    path("", include("goldthread.web.review.urls")),
    path("", include("goldthread.web.review_documents.urls")),
    path("", include("goldthread.web.news.urls")),
    path("", include("goldthread.web.head.urls")),
    path("", include("goldthread.web.shell.urls")),
    path("api/v1/", api_urls),
]
handler400 = "goldthread.web.shell.pages.handler400"
handler404 = "goldthread.web.shell.pages.handler404"
handler500 = "goldthread.web.shell.pages.handler500"
