"""What the README, the guides and the reference pages show, runs."""

from __future__ import annotations

import ast
import http.client
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Callable
from urllib.parse import urlsplit

import pytest
import recorded
from guides import BLOCK, CLONE, blocks_of, run_blocks
from servers import Request, ScriptedServer, answer

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

PAGES = sorted([CLONE / "README.md", CLONE / "CHANGELOG.md", *(CLONE / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)\s]+))?\)")

#: The number that generated pages use for conversations and messages.
NUMBER = 56
TOKENS = {"YOUR_API_KEY": "user_token", "YOUR_PLATFORM_KEY": "platform_token"}
#: The operations of which an exchange with a 2xx was recorded. No server in reach answers all of the others well.
ANSWERED = {
    operation.name
    for exchange in recorded.EXCHANGES
    if exchange["status"] < 300 and (operation := recorded.served_by(exchange)) is not None
}


class ExampleServer:
    """A sandbox with the records that the examples name; what it doesn't serve is answered as it was recorded."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(messages_per_minute=None)
        self._server = ScriptedServer(self._answer)

    def __enter__(self) -> ExampleServer:
        self.sandbox.start()
        self._prepare()
        self._prepared = self.sandbox.snapshot()
        self.url = self._server.__enter__().url
        return self

    def begin_anew(self) -> None:
        self.sandbox.restore(self._prepared)

    def __exit__(self, *details: Any) -> None:
        self._server.__exit__(*details)
        self.sandbox.close()

    def _prepare(self) -> None:
        sandbox = self.sandbox
        tokens = {"userApiKey": sandbox.user_token, "platformAppApiKey": sandbox.platform_token}
        with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=sandbox.url, api_key=tokens)) as client:
            inbox = sandbox.create_inbox(identifier="inbox_identifier_example")
            contacts = chatwoot_client.ContactsApi(client)
            made = {"name": "Ada", "inbox_id": inbox.id, "source_id": "contact_identifier_example"}
            contact = contacts.contact_create(made, 1).payload.contact
            contacts.contact_create({"name": "Ada again"}, 1)
            contacts.contact_inbox_creation({"inbox_id": 1, "source_id": "contact_identifier_example"}, 1, contact.id)
            contacts.create_contact_note({"content": "A note"}, 1, contact.id)
            here = (inbox.identifier, "contact_identifier_example")
            conversations = chatwoot_client.ConversationsAPIApi(client)
            while conversations.create_a_conversation({}, *here).id < NUMBER:
                pass
            while sandbox.reply(NUMBER, "When shall it arrive?").id < NUMBER:
                pass
            sandbox.reply(NUMBER, "How did we do?", content_type="input_csat")
            # The first notification.
            sandbox.reply(NUMBER, "[@Ada](mention://user/1/Ada)", private=True)
            sandbox.conversation(NUMBER).uuid = "conversation_uuid_example"
            center = chatwoot_client.HelpCenterApi(client)
            center.add_new_portal_to_account({"name": "Help", "slug": "handbook"}, 1)
            center.add_new_category_to_account({"name": "Billing", "slug": "billing"}, 1, "handbook")
            article = {"title": "How to pay", "slug": "how-to-pay", "content": "By card.", "status": 1, "author_id": 1}
            center.add_new_article_to_account(article, 1, "handbook")
            for api, operation, body in PREPARED:
                getattr(api(client), operation)(body, *(() if api in OF_THE_PLATFORM else (1,)))
            policies = chatwoot_client.AssignmentPoliciesApi(client)
            policies.set_inbox_assignment_policy({"assignment_policy_id": 1}, 1, 1)

    def _answer(self, request: Request) -> bytes:
        headers = {
            name: getattr(self.sandbox, TOKENS[value]) if value in TOKENS else value
            for name, value in request.headers.items()
            if name not in ("host", "content-length")
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.sandbox.port)) as connection:
            connection.request(request.method, request.target, request.body, headers)
            response = connection.getresponse()
            body, kind = response.read(), response.getheader("Content-Type")
        # Some examples need what no new account has, or make what others need.
        is_refused = response.status in (501, 403) or any(each in body for each in WHAT_EXAMPLES_MEET)
        # Only browsers begin sessions.
        is_refused = is_refused or request.target.startswith("/api/v1/profile/sessions/")
        recorded_answer = self._recorded(request) if is_refused else None
        return recorded_answer or answer(body, response.status, {"Content-Type": kind} if kind else {})

    @staticmethod
    def _recorded(request: Request) -> bytes | None:
        path = urlsplit(request.target).path
        asked = {"method": request.method, "path": path, "template": path, "operation": None}
        operation = recorded.served_by(asked)
        found = [each for each in recorded.EXCHANGES if recorded.served_by(each) == operation]
        if not found:
            return None
        best = min(found, key=lambda each: each["status"])
        headers = {"Content-Type": best["content_type"]} if best["content_type"] else {}
        return answer((best["answer"] or "").encode(), best["status"], headers)


WHAT_EXAMPLES_MEET = (
    b"already been taken",
    b"should be unique",
    b"Unsupported Inbox type",
    b"Branded email templates feature is not enabled",
    b"You are not authorized to do this action",
    b"No processor found",
)
PREPARED: list[tuple[Any, str, dict[str, Any]]] = [
    (chatwoot_client.LabelsApi, "create_a_label", {"title": "vip"}),
    (chatwoot_client.TeamsApi, "create_a_team", {"name": "sales"}),
    (chatwoot_client.CannedResponsesApi, "add_new_canned_response_to_account", {"short_code": "a", "content": "A"}),
    (
        chatwoot_client.CustomAttributesApi,
        "add_new_custom_attribute_to_account",
        {"attribute_display_name": "A", "attribute_key": "a", "attribute_display_type": 0, "attribute_model": 0},
    ),
    (chatwoot_client.CustomFiltersApi, "create_a_custom_filter", {"name": "A", "query": {"payload": []}}),
    (chatwoot_client.WebhooksApi, "create_a_webhook", {"url": "https://example.com/a"}),
    (chatwoot_client.AccountAgentBotsApi, "create_an_account_agent_bot", {"name": "A"}),
    (
        chatwoot_client.DashboardAppsApi,
        "create_a_dashboard_app",
        {"title": "A", "content": [{"type": "frame", "url": "https://a.test"}]},
    ),
    (
        chatwoot_client.AutomationRuleApi,
        "add_new_automation_rule_to_account",
        {
            "name": "A",
            "event_name": "message_created",
            "conditions": [{"attribute_key": "content", "filter_operator": "contains", "values": ["a"]}],
            "actions": [{"action_name": "add_label", "action_params": ["vip"]}],
        },
    ),
    (chatwoot_client.AssignmentPoliciesApi, "create_an_assignment_policy", {"name": "Balanced"}),
    (
        chatwoot_client.InboxesApi,
        "inbox_creation",
        {"name": "Web", "channel": {"type": "web_widget", "website_url": "a.test"}},
    ),
    (
        chatwoot_client.CampaignsApi,
        "create_a_campaign",
        {"title": "A", "message": "A", "inbox_id": 3, "trigger_rules": {"url": "https://a.test"}},
    ),
    (chatwoot_client.IntegrationsApi, "create_an_integration_hook", {"app_id": "webhook", "settings": {}}),
    (chatwoot_client.MacrosApi, "create_a_macro", {"name": "A", "actions": []}),
    (chatwoot_client.AgentsApi, "add_new_agent_to_account", {"name": "A", "email": "a@example.com", "role": "agent"}),
    (chatwoot_client.AccountsApi, "create_an_account", {"name": "Second"}),
    (chatwoot_client.UsersApi, "create_a_user", {"name": "B", "email": "b@example.com", "password": "Pa55word!"}),
    (chatwoot_client.AgentBotsApi, "create_an_agent_bot", {"name": "B"}),
]
OF_THE_PLATFORM = (chatwoot_client.AccountsApi, chatwoot_client.UsersApi, chatwoot_client.AgentBotsApi)


@pytest.fixture(scope="module")
def example_server() -> Iterator[ExampleServer]:
    with ExampleServer() as server:
        yield server


@pytest.fixture
def as_default(example_server: ExampleServer) -> Iterator[None]:
    """Sends what the examples would send to app.chatwoot.com to a server that has what they name."""
    example_server.begin_anew()
    chatwoot_client.Configuration.set_default(chatwoot_client.Configuration(host=example_server.url))
    yield
    chatwoot_client.Configuration.set_default(None)


PAGES_WITH_BLOCKS = [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))]
API_PAGES = [page for page in PAGES_WITH_BLOCKS if page.parent.name == "api"]
OTHER_PAGES = [page for page in PAGES_WITH_BLOCKS if page.parent.name != "api"]


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bill.pdf").write_bytes(b"%PDF")


@pytest.mark.usefixtures("as_default", "in_a_folder")
@pytest.mark.parametrize("page", OTHER_PAGES, ids=lambda page: str(page.relative_to(CLONE)))
def test_every_python_block_runs(page: Path) -> None:
    run_blocks(page)


@pytest.mark.usefixtures("as_default", "in_a_folder")
@pytest.mark.parametrize("page", API_PAGES, ids=lambda page: page.stem)
def test_the_example_of_an_api_class_runs_and_so_does_each_call_of_an_operation(
    page: Path, example_server: ExampleServer
) -> None:
    (_, whole), *calls = blocks_of(page)
    names: dict[str, Any] = {"__name__": "example"}
    exec(whole, names)
    failed = []
    for text, call in calls:
        # Each is for itself, in an account that has what its values name.
        example_server.begin_anew()
        try:
            exec(call, names)
        except chatwoot_client.ApiException as failure:
            failed.append((re.findall(r"\bapi\.(\w+)\(", text)[0], failure))
    assert len(calls) == len(re.findall("^### Example$", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert [each for each in failed if each[0] in ANSWERED] == []


@pytest.mark.usefixtures("as_default")
def test_scripts_of_generated_clients_print_what_the_server_sent(capsys: pytest.CaptureFixture[str]) -> None:
    scripts = BLOCK.findall((CLONE / "docs" / "from-chatwoot-python-client.md").read_text(encoding="utf-8"))
    printed = []
    for script in scripts[:3]:
        exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
        printed.append(ast.literal_eval(capsys.readouterr().out))
    created, listed, updated = printed
    assert created["conversation_id"] == NUMBER
    assert created in listed
    assert updated["id"] == NUMBER


RECIPES = [
    block
    for block in BLOCK.findall((CLONE / "docs" / "reliability.md").read_text(encoding="utf-8"))
    if "def find_sent" in block
]
STORED_OR_NOT: dict[str, Callable[[Sandbox], None]] = {
    "stored": lambda sandbox: sandbox.fail_next(status=500, processed=True, method="POST"),
    "not stored": lambda sandbox: sandbox.fail_next(status=500, method="POST"),
    "stored, and no jobs": lambda sandbox: sandbox.lose_redis_next(method="POST"),
    "no fault": lambda sandbox: None,
}


@pytest.mark.usefixtures("as_default")
@pytest.mark.parametrize("fault", STORED_OR_NOT)
@pytest.mark.parametrize("recipe", RECIPES, ids=["public API"])
def test_the_recipes_send_a_message_with_a_file_once_whether_or_not_it_was_stored(
    recipe: str, fault: str, example_server: ExampleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bill.pdf").write_bytes(b"%PDF of a bill")
    before = len(example_server.sandbox.conversation(NUMBER).messages)
    STORED_OR_NOT[fault](example_server.sandbox)
    names: dict[str, Any] = {}
    exec(recipe.replace("time.sleep(15)", "time.sleep(0)"), names)
    assert example_server.sandbox.faults_left == 0
    (sent,) = example_server.sandbox.conversation(NUMBER).messages[before:]
    assert sent.content == names["body"]["content"]
    assert [attachment.file_size for attachment in names["message"].attachments] == [len(b"%PDF of a bill")]


#: What to write at the end of a module, and what the build says then.
UNSAID = {
    "models/labels.py": (
        '''

class Stamp(Model):
    """What a letter bears."""

    price: int | None = field()
    color: str | None = field()
    """Its colour, as ``#rrggbb``."""
''',
        ["Stamp.price has no docstring: a text below it that says what it is, and when it's null"],
    ),
    "api/labels.py": (
        '''
    def iter_stamps(self, account_id: int, q: str, color: str) -> None:
        """Every stamp. An account without is a 404, a colour that isn't one a 422, and over 500,000 are too many.

        Parameters:
            color: of which colour.

        Raises:
            NotFoundException: an account without stamps (404).
        """
''',
        [
            "LabelsApi.iter_stamps doesn't say what q is, and neither does its class",
            "LabelsApi.iter_stamps says 422, and not under Raises",
        ],
    ),
}


def test_the_build_fails_on_fields_parameters_and_statuses_that_are_not_explained(tmp_path: Path) -> None:
    pytest.importorskip("griffe", reason="griffe, which reads the source for the pages, needs Python 3.11")
    for folder in ("chatwoot_client", "docs", "test/support", "test/recordings"):
        shutil.copytree(CLONE / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, (text, _) in UNSAID.items():
        module = tmp_path / "chatwoot_client" / name
        module.write_text(module.read_text(encoding="utf-8") + text, encoding="utf-8")

    command = [sys.executable, str(tmp_path / "docs" / "build.py"), "--check"]
    path = {"PYTHONPATH": str(tmp_path)}
    built = subprocess.run(command, cwd=tmp_path, env=os.environ | path, capture_output=True, text=True, check=False)

    assert built.returncode == 1, built.stderr
    said = [line.split(": ", 1) for line in built.stdout.splitlines()]
    assert [what for _, what in said] == [each for _, lines in UNSAID.values() for each in lines]
    assert {where.rpartition(":")[0] for where, _ in said} == {str(Path("chatwoot_client") / name) for name in UNSAID}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CLONE)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors_of(linked), f"{target}#{anchor}"


def anchors_of(page: Path) -> set[str]:
    """The anchors that a forge gives the headings of *page*."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
