"""How large a request with a file may be: what comes beyond is read to its end and kept nowhere.

The first of the upload handlers; the page says so, for it is asked as if no file had come.
"""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

LARGEST_REQUEST = 17 * 1024 * 1024
"""Bytes of a request with its file, a little above the largest file that any page takes."""


class UploadLimit(FileUploadHandler):
    """Stop an upload whose request is larger than any may be, before a byte of it is kept."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  as Django calls it
        """Hand the bytes to the next handler, or stop."""
        if self.request is not None and is_too_large(self.request):
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Leave the file to the next handler."""
        return


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether a request is larger than any may be, so that its file was not kept."""
    length = str(request.META.get("CONTENT_LENGTH", ""))
    return length.isdecimal() and int(length) > LARGEST_REQUEST
