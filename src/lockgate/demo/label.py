"""The label on every answer of a demo, also where there is no page to show a strip: REST and files."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lockgate.demo.replay import played_here

HEADER = "Lockgate-Synthetic"
FILE_NAME = re.compile(r"(filename\*?=(?:\"|utf-8''))", re.IGNORECASE)


def label_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the middleware that labels each answer of a demo by a header, and each file by its name."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if played_here() is not None:
            response[HEADER] = "yes"
            if kept_as := response.get("Content-Disposition"):
                response["Content-Disposition"] = FILE_NAME.sub(r"\1synthetic-", kept_as)
        return response

    return answer
