"""The addresses of a demo's own pages, below /demo/; urls.py mounts them where an installation may be a demo."""

from django.urls import path

from lockgate.demo.pages.day import day
from lockgate.demo.pages.entering import enter, take_step
from lockgate.demo.pages.report import report, report_file
from lockgate.demo.pages.timeline import timeline
from lockgate.demo.pages.touring import tour

urlpatterns = [
    path("", tour, name="demo_tour"),
    path("as/<str:role>", enter, name="demo_as"),
    path("as/<str:role>/", enter, name="demo_as"),
    path("report/", report, name="demo_report"),
    path("report.json", report_file, name="demo_report_file"),
    path("timeline/", timeline, name="demo_timeline"),
    path("timeline/<str:on>/", day, name="demo_day"),
    path("tour/<int:number>/", take_step, name="demo_step"),
]
