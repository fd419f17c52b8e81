"""What a web framework received as an upload goes on to Chatwoot as it is, under its own name and type."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import tempfile

import fastapi
import flask
import pytest
import starlette.datastructures
import werkzeug.datastructures
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile, TemporaryUploadedFile
from forms import parsed
from servers import ScriptedServer, answer, json_answer
from starlette.formparsers import MultiPartParser
from werkzeug.test import EnvironBuilder

import chatwoot_client

DATA = bytes(range(256)) * 800
HEADERS = {"content-type": "image/x-own"}


#: What lasts as long as a request that a framework answers; its files are closed then.
_contexts = contextlib.ExitStack()


@pytest.fixture(autouse=True)
def _frameworks():
    if not settings.configured:
        settings.configure()
    with _contexts:
        yield


@pytest.fixture
def server():
    with ScriptedServer([answer(status=503, headers={"Retry-After": "0"}), json_answer({"id": 1})]) as scripted:
        yield scripted


@pytest.fixture
def api(server, client_for):
    return chatwoot_client.MessagesAPIApi(client_for(server))


def send(api, *attachments):
    api.create_a_message({"attachments": list(attachments)}, "inbox", "contact", 1)


def by_werkzeug(name):
    """As its parser makes one, of a real form."""
    form = EnvironBuilder(method="POST", data={"photo": (io.BytesIO(DATA), name, HEADERS["content-type"])})
    return form.get_request().files["photo"]


def by_flask(name):
    form = {"photo": (io.BytesIO(DATA), name, HEADERS["content-type"])}
    context = flask.Flask("app").test_request_context(method="POST", data=form)
    _contexts.enter_context(context)
    return flask.request.files["photo"]


def by_django_in_memory(name):
    return InMemoryUploadedFile(io.BytesIO(DATA), "photo", name, HEADERS["content-type"], len(DATA), None)


def by_django_on_disk(name):
    upload = TemporaryUploadedFile(name, HEADERS["content-type"], len(DATA), None)
    upload.write(DATA)
    upload.seek(0)
    return upload


def by_django_in_tests(name):
    return SimpleUploadedFile(name, DATA, HEADERS["content-type"])


def by_starlette(name):
    """As its parser makes one, of a real form."""
    request = EnvironBuilder(method="POST", data={"photo": (io.BytesIO(DATA), name, HEADERS["content-type"])})
    environ = request.get_environ()

    async def stream():
        yield environ["wsgi.input"].read()

    headers = starlette.datastructures.Headers({"content-type": environ["CONTENT_TYPE"]})
    return asyncio.run(MultiPartParser(headers, stream()).parse())["photo"]


def by_fastapi(name):
    rolled = _contexts.enter_context(tempfile.SpooledTemporaryFile(1000))  # noqa: SIM115 - closed with the request
    rolled.write(DATA)
    rolled.seek(0)
    return fastapi.UploadFile(rolled, filename=name, headers=starlette.datastructures.Headers(HEADERS))


FRAMEWORKS = [
    by_werkzeug, by_flask, by_django_in_memory, by_django_on_disk, by_django_in_tests, by_starlette, by_fastapi,
]  # fmt: skip


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_an_upload_goes_on_under_its_own_name_and_type_and_again_if_need_be(api, server, framework):
    send(api, framework("my photo.bin"))
    for request in server.requests:
        assert parsed(request)[1] == [("attachments[]", "my photo.bin", "image/x-own", DATA)]
    assert len(server.requests) == 2


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_an_upload_that_the_program_has_read_is_refused_with_what_to_do(api, server, framework):
    upload = framework("photo.bin")
    file = getattr(upload, "file", None) or upload
    file.seek(0, os.SEEK_END)
    with pytest.raises(ValueError, match=r"^attachments\[0\] is at its end: .*rewind it with seek\(0\)"):
        send(api, upload)
    assert server.connections == 0


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_tuple_gives_an_upload_another_name_and_type(api, server, framework):
    send(api, ("other.txt", framework("photo.bin")), ("other.txt", framework("photo.bin"), "text/x-other"))
    names_and_types = [file[1:3] for file in parsed(server.requests[0])[1]]
    assert names_and_types == [("other.txt", "image/x-own"), ("other.txt", "text/x-other")]


@pytest.mark.parametrize(
    ("called", "sent"),
    [("C:\\fakepath\\Bild.png", "Bild.png"), ("../../etc/passwd", "passwd"), ("", "file"), ("a\0b.png", "ab.png")],
)
def test_of_a_path_that_a_browser_sent_only_the_last_part_goes_on(api, server, called, sent):
    send(api, werkzeug.datastructures.FileStorage(io.BytesIO(DATA), called, "photo"))
    assert parsed(server.requests[0])[1][0][1] == sent


@pytest.mark.parametrize("content_type", [None, "", "nonsense", "image/png\r\nX-Injected: 1", "image/€"])
def test_a_type_that_is_none_is_guessed_from_the_name(api, server, content_type):
    send(api, FakeUpload(content_type))
    assert parsed(server.requests[0])[1][0][1:3] == ("photo.png", "image/png")


class FakeUpload:
    """An upload as any other framework may have it."""

    filename = "photo.png"

    def __init__(self, content_type):
        self.content_type = content_type
        self.file = io.BytesIO(DATA)


def test_a_form_in_which_nobody_chose_a_file_is_refused(api, server):
    with pytest.raises(ValueError, match=r"attachments\[0\] is an upload without a file: nobody chose one"):
        send(api, werkzeug.datastructures.FileStorage(io.BytesIO(), "", "photo", "application/octet-stream"))
    assert server.connections == 0


def test_an_upload_is_a_picture_too(server, client_for):
    client = client_for(server, api_key={"userApiKey": "token"})
    chatwoot_client.ContactsApi(client).contact_update({"avatar": by_starlette("me.png")}, 1, 2)
    assert parsed(server.requests[1])[1] == [("avatar", "me.png", "image/x-own", DATA)]
