"""What a form says that a server received."""

from __future__ import annotations

import io

from werkzeug.formparser import parse_form_data


def parsed(request):
    """A request's fields, as pairs, and its files: (field, name, type, data)."""
    environ = {
        "REQUEST_METHOD": request.method,
        "CONTENT_TYPE": request.headers["content-type"],
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    _, fields, files = parse_form_data(environ, silent=False)
    found = [(name, file.filename, file.content_type, file.read()) for name, file in files.items(multi=True)]
    return list(fields.items(multi=True)), found
