"""A sandbox of a release answers like it in what the recordings of 4.13.0, 4.15.1 and 4.16.2 tell apart."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
import urllib.request
from typing import Any

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.records.release import FIELDS_SINCE, written

OLD, LATE, NEW = "4.13", "4.15.1", "4.16.2"


def asked(version: str, method: str, path: str, body: Any = None, before: tuple[tuple[str, Any], ...] = ()) -> Any:
    """What a sandbox of a release answers to its administrator, after some POSTs."""
    with Sandbox(version=version) as server:
        admin = Caller(server, server.user_token)
        for made, sent in before:
            admin.post(made, sent)
        return admin.ask(method, path, body)


def test_the_newest_known_is_the_default_and_the_server_says_which_it_is() -> None:
    assert Sandbox().version == NEW
    assert Sandbox(version="4.16").version == NEW
    assert Sandbox(version="v4.13").version == "4.13.0"
    with Sandbox(version=LATE) as server, urllib.request.urlopen(f"{server.url}/api") as answer:
        assert json.load(answer)["version"] == LATE


@pytest.mark.parametrize(
    ("version", "error"), [("4.12", ValueError), ("5.0", ValueError), ("x", ValueError), (4.13, TypeError)]
)
def test_a_release_that_is_not_known_is_refused(version: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="4"):
        Sandbox(version=version)


def test_a_reset_and_a_snapshot_keep_the_release() -> None:
    server = Sandbox(version=OLD)
    snapshot = server.snapshot()
    server.reset()
    assert server.version == "4.13.0"
    server.restore(snapshot)
    assert server.version == "4.13.0"


@pytest.mark.parametrize(("version", "whole"), [(OLD, True), (LATE, True), (NEW, False)])
def test_a_public_update_is_answered_with_the_record_before_4_16(version: str, whole: bool) -> None:
    with Sandbox(version=version) as server:
        caller = Caller(server, None)
        contacts = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
        source_id = caller.post(contacts, {"name": "Ada"})["source_id"]
        updated = caller.patch(f"{contacts}/{source_id}", {"name": "Grace"})
    assert updated["name"] == "Grace"
    assert ("account_id" in updated, "pubsub_token" in updated) == (whole, not whole)


@pytest.mark.parametrize(("version", "status"), [(OLD, 422), (LATE, 200), (NEW, 200)])
def test_a_long_name_is_cut_by_the_public_api_since_4_14(version: str, status: int) -> None:
    with Sandbox(version=version) as server:
        path = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
        answer = Caller(server, None).ask("POST", path, {"name": "n" * 300})
    assert answer.status == status
    assert status == 422 or len(answer.json["name"]) == 255


@pytest.mark.parametrize(("version", "name", "icon"), [(LATE, "support ", False), (NEW, "support", True)])
def test_teams_have_icons_and_trimmed_names_since_4_16(version: str, name: str, icon: bool) -> None:
    team = asked(version, "POST", "/teams", {"name": "Support "}).json
    assert (team["name"], "icon" in team, "icon_color" in team) == (name, icon, icon)


@pytest.mark.parametrize(("version", "has_activity"), [(LATE, False), (NEW, True)])
def test_activities_say_what_they_are_since_4_16(version: str, has_activity: bool) -> None:
    begun = (
        ("/contacts", {"name": "Ada", "email": "a@a.test"}),
        ("/conversations", {"inbox_id": 1, "contact_id": 1, "custom_attributes": {"icon_color": "red"}}),
        ("/conversations/1/toggle_status", {"status": "resolved"}),
    )
    (activity,) = asked(version, "GET", "/conversations/1/messages", before=begun).json["payload"]
    assert ("activity" in activity["content_attributes"]) is has_activity
    # What a user keeps under the name of a newer field is nobody's but the user's.
    conversation = asked(version, "GET", "/conversations/1", before=begun).json
    assert conversation["custom_attributes"] == {"icon_color": "red"}


@pytest.mark.parametrize(("version", "status"), [(OLD, 401), (LATE, 200), (NEW, 200)])
def test_bots_show_conversations_since_4_14(version: str, status: int) -> None:
    with Sandbox(version=version) as server:
        admin = Caller(server, server.user_token)
        admin.post("/contacts", {"name": "Ada", "email": "a@a.test"})
        admin.post("/conversations", {"inbox_id": 1, "contact_id": 1})
        bot = Caller(server, server.create_agent_bot("Beep").access_token)
        assert bot.ask("GET", "/conversations/1").status == status
        assert bot.ask("GET", "/conversations/1/labels").status == status
        assert bot.ask("POST", "/conversations/1/toggle_status", {}).status == 200


@pytest.mark.parametrize(("version", "status"), [(OLD, 200), (LATE, 401), (NEW, 401)])
def test_agents_make_no_custom_attributes_since_4_14(version: str, status: int) -> None:
    with Sandbox(version=version) as server:
        agent = Caller(server, server.create_agent("Grace").access_token)
        sent = {"attribute_display_name": "A", "attribute_key": "a"}
        assert agent.ask("POST", "/custom_attribute_definitions", sent).status == status


@pytest.mark.parametrize(("version", "status"), [(OLD, 200), (LATE, 200), (NEW, 500)])
def test_a_search_for_nothing_breaks_since_4_16(version: str, status: int) -> None:
    assert asked(version, "GET", "/search").status == status


@pytest.mark.parametrize(("version", "assigned", "status"), [(LATE, False, "open"), (NEW, True, "pending")])
def test_bots_have_conversations_since_4_16(version: str, assigned: bool, status: str) -> None:
    with Sandbox(version=version) as server:
        admin = Caller(server, server.user_token)
        bot = server.create_agent_bot("Beep")
        admin.post("/contacts", {"name": "Ada", "email": "a@a.test"})
        given = admin.post("/conversations", {"inbox_id": 1, "contact_id": 1})["id"]
        admin.post(f"/conversations/{given}/assignments", {"assignee_id": bot.id, "assignee_type": "AgentBot"})
        assert admin.get(f"/conversations/{given}")["status"] == status
        inbox = server.create_inbox("With a bot", agent_bot=bot)
        begun = admin.post("/conversations", {"inbox_id": inbox.id, "contact_id": 1})
        assert (begun["status"], "assignee" in begun["meta"]) == ("pending", assigned)


@pytest.mark.parametrize(("version", "labels"), [(OLD, ["old", "new"]), (LATE, ["old", "new"]), (NEW, ["new"])])
def test_labels_of_many_contacts_are_swapped_since_4_16(version: str, labels: list[str]) -> None:
    changes = {"type": "Contact", "ids": [1], "labels": {"add": ["new"], "remove": ["old"]}}
    before = (("/contacts", {"name": "Ada"}), ("/contacts/1/labels", {"labels": ["old"]}), ("/bulk_actions", changes))
    assert asked(version, "GET", "/contacts/1/labels", before=before).json == {"payload": labels}


def test_the_command_takes_a_release_and_refuses_one_that_it_does_not_know() -> None:
    command = [sys.executable, "-m", "chatwoot_client.sandbox", "--chatwoot"]
    refused = subprocess.run([*command, "4.12"], capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 2
    assert "the sandbox plays 4.13.0 to 4.16.2, not 4.12" in refused.stderr
    with subprocess.Popen([*command, "4.13"], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        url = running.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{url}/api") as answer:
            assert json.load(answer)["version"] == "4.13.0"
        running.terminate()


@pytest.mark.parametrize(("version", "status"), [(LATE, 404), (NEW, 200)])
def test_emails_have_layouts_since_4_16(version: str, status: int) -> None:
    assert asked(version, "GET", "/branded_email_layout").status == status


@pytest.mark.parametrize(("version", "entries"), [(OLD, 15), (LATE, 25), (NEW, 25)])
def test_pages_of_the_audit_log_are_longer_since_4_14(version: str, entries: int) -> None:
    assert asked(version, "GET", "/audit_logs").json["per_page"] == entries


@pytest.mark.parametrize(("version", "has_limit"), [(LATE, False), (NEW, True)])
def test_assignment_policies_exclude_old_conversations_since_4_16(version: str, has_limit: bool) -> None:
    answer = asked(version, "POST", "/assignment_policies", {"name": "By turns"})
    assert ("exclude_older_than_hours" in answer.json) == has_limit


@pytest.mark.parametrize(("version", "status"), [(OLD, 500), (LATE, 200), (NEW, 200)])
def test_a_portal_needs_no_word_on_its_domain_since_4_14(version: str, status: int) -> None:
    assert asked(version, "POST", "/portals", {"name": "Help", "slug": "help"}).status == status
    assert asked(version, "POST", "/portals", {"name": "Help", "slug": "help", "custom_domain": ""}).status == 200


@pytest.mark.parametrize(
    ("version", "name", "asked_for", "seen"),
    [
        (LATE, "Dyte", ["api_key", "organization_id"], {"organization_id": "1"}),
        (NEW, "Cloudflare RealtimeKit", ["account_id", "app_id", "api_token"], {"account_id": "1", "app_id": "1"}),
    ],
)
def test_video_calls_are_cloudflare_s_since_4_16(
    version: str, name: str, asked_for: list[str], seen: dict[str, str]
) -> None:
    hook = {"app_id": "dyte", "settings": dict.fromkeys(asked_for, "1")}
    app = asked(version, "GET", "/integrations/apps/dyte", before=(("/integrations/hooks", hook),)).json
    assert (app["name"], app["settings_json_schema"]["required"]) == (name, asked_for)
    assert [each["settings"] for each in app["hooks"]] == [seen]
    misfit = {"app_id": "dyte", "settings": {"x": "1"}}
    assert asked(version, "POST", "/integrations/hooks", misfit).status == 422


@pytest.mark.parametrize(("version", "status"), [(LATE, 422), (NEW, 200)])
def test_a_token_is_enough_for_a_direct_upload_since_4_16(version: str, status: int) -> None:
    blob = {"filename": "a.txt", "byte_size": 1, "checksum": "DMF1ucDxtqgxw5niaXcmYQ==", "content_type": "text/plain"}
    before = (("/contacts", {"name": "Ada", "inbox_id": 1}), ("/conversations", {"inbox_id": 1, "contact_id": 1}))
    answer = asked(version, "POST", "/conversations/1/direct_uploads", {"blob": blob}, before)
    assert answer.status == status
    if status == 422:
        # Made outside the operations, as the charset's case shows.
        assert answer.content_type == "application/json; charset=UTF-8"
        assert answer.json == {"status": 422, "error": "Unprocessable Content"}


@pytest.mark.parametrize(
    ("model", "name", "place"),
    [
        ("Account", "api_and_webhooks", "accounts."),
        ("Account", "onboarding_step", "accounts."),
        ("PortalConfig", "popular_content", "config."),
        ("Category", "icon_color", "category."),
        ("CategoryCreateUpdatePayload", "icon_color", "category."),
        ("Team", "icon", "team."),
        ("Team", "icon_color", "team."),
        ("Article", "draft_title", "payload."),
        ("Article", "draft_content", "payload."),
        ("AssignmentPolicy", "exclude_older_than_hours", ""),
    ],
)
def test_a_field_says_of_its_release_what_a_sandbox_does(model: str, name: str, place: str) -> None:
    source = inspect.getsource(getattr(chatwoot_client, model))
    said = re.search(
        rf'^    {name}: .*\n    """.*?since (?:Chatwoot )?([\d.]+\d)', source, re.MULTILINE | re.IGNORECASE
    )
    assert said is not None
    assert written(FIELDS_SINCE[place + name]) == f"{said[1]}.0"
