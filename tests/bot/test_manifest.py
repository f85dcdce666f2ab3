"""The manifest asks Slack for what the code uses: no command, event or scope more, none less."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.yml"

# Web API method -> the bot scopes it needs (Slack's reference of methods). A method that the code
# begins to call gets its row here, and its scope a line in the manifest.
SCOPES: dict[str, frozenset[str]] = {
    "api.test": frozenset(),
    "apps.connections.open": frozenset(),  # of the app-level token: connections:write
    "assistant.threads.setStatus": frozenset({"assistant:write"}),
    "assistant.threads.setSuggestedPrompts": frozenset({"assistant:write"}),
    "auth.test": frozenset(),
    "chat.delete": frozenset({"chat:write"}),
    "chat.getPermalink": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"im:history"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"im:history"}),
    "files.info": frozenset({"files:read"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
# Event of the manifest -> its type, as a listener names it, and the scope that it needs.
EVENTS: dict[str, tuple[str, str]] = {"message.im": ("message", "im:history")}
# A field of a payload that is of use only with a scope.
FIELDS = {"url_private_download": "files:read"}

# What the client adds to Slack's methods: conveniences of its own.
NOT_SLACK_S = {"api_call", "chat_stream", "files_upload_v2"}
# Slack's name of a method -> the client's.
METHODS = {
    name.replace("_", "."): name
    for name in dir(AsyncWebClient)
    if "_" in name and name[0].islower() and name not in NOT_SLACK_S
}


def sources(root: Path) -> Iterator[ast.Module]:
    """Every module of the bot; the sandbox is Slack and not the bot."""
    for path in sorted((root / "bot").rglob("*.py")):
        if "sandbox" not in path.relative_to(root).parts:
            yield ast.parse(path.read_text(encoding="utf-8"))


def words(root: Path) -> set[str]:
    """The names that the code calls or reads, and the strings that stand in it whole."""
    found = set()
    for module in sources(root):
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def methods_used(root: Path) -> set[str]:
    """Web API methods, called by the client's name for them or by Slack's."""
    found = words(root)
    return {slack for slack, client in METHODS.items() if slack in found or client in found}


def scopes_used(root: Path) -> set[str]:
    used = {scope for method in methods_used(root) for scope in SCOPES[method]}
    return used | {scope for name, scope in FIELDS.items() if name in words(root)}


def subscriptions(root: Path, kind: str) -> set[str]:
    """What `app.<kind>(…)` names anywhere in the bot, itself or by a constant's name: `kind` is
    `command` or `event`. A pattern names nothing: it catches what nobody subscribed to.
    """
    modules = list(sources(root))
    constants = {name: value for module in modules for name, value in _constants(module)}
    found = set()
    for module in modules:
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr == kind and node.args:
                found |= _named(node.args[0], constants)
    return found


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The module's own names for strings."""
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, value.value


def _named(subject: ast.expr, constants: dict[str, str]) -> set[str]:
    if isinstance(subject, ast.Constant) and isinstance(subject.value, str):
        return {subject.value}
    if isinstance(subject, ast.Name):
        return {constants[subject.id]} if subject.id in constants else set()
    if isinstance(subject, ast.Dict):  # {"type": "message", "subtype": "message_changed"}
        for key, value in zip(subject.keys, subject.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "type":
                return _named(value, constants)
    return set()


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def scopes(manifest: dict[str, Any]) -> set[str]:
    return set(manifest["oauth_config"]["scopes"]["bot"])


def test_every_method_that_the_code_calls_has_its_scopes_here() -> None:
    assert methods_used(ROOT) <= set(SCOPES)


def test_every_row_of_the_table_is_a_method_that_the_client_has() -> None:
    assert set(SCOPES) <= set(METHODS)


def test_the_manifest_asks_for_every_scope_that_the_code_uses(scopes: set[str]) -> None:
    assert scopes_used(ROOT) <= scopes


def test_the_manifest_asks_for_no_scope_that_nothing_uses(
    manifest: dict[str, Any], scopes: set[str]
) -> None:
    by_events = {EVENTS[event][1] for event in events_of(manifest)}
    by_features = {"commands"} if manifest["features"]["slash_commands"] else set()
    if "agent_view" in manifest["features"]:
        by_features.add("assistant:write")  # Slack adds it to an app that has one
    assert scopes - by_events - by_features <= scopes_used(ROOT)


def test_the_manifest_has_the_commands_that_are_listened_to(manifest: dict[str, Any]) -> None:
    commands = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert commands == subscriptions(ROOT, "command") == {"/mock-interview"}


def events_of(manifest: dict[str, Any]) -> list[str]:
    events: list[str] = manifest["settings"]["event_subscriptions"]["bot_events"]
    return events


def test_the_manifest_has_the_events_that_are_listened_to(
    manifest: dict[str, Any], scopes: set[str]
) -> None:
    events = events_of(manifest)
    assert {EVENTS[event][0] for event in events} == subscriptions(ROOT, "event")
    assert {EVENTS[event][1] for event in events} <= scopes


def test_the_manifest_keeps_slack_s_bounds(manifest: dict[str, Any]) -> None:
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert 1 <= len(features["agent_view"]["suggested_prompts"]) <= 4
    assert all(len(command["command"]) <= 32 for command in features["slash_commands"])


def test_people_can_answer_in_the_messages_tab_and_socket_mode_is_on(
    manifest: dict[str, Any],
) -> None:
    assert "assistant_view" not in manifest["features"]  # closed to new apps
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert settings["org_deploy_enabled"] is False
    assert settings["token_rotation_enabled"] is False


def test_the_usage_hint_and_the_prompts_say_words_that_the_bot_knows(
    manifest: dict[str, Any],
) -> None:
    known = {"start", "profile", "history", "status", "end", "forget", "help"}
    hint = manifest["features"]["slash_commands"][0]["usage_hint"]
    assert set(hint.strip("[]").split(" | ")) == known
    prompts = manifest["features"]["agent_view"]["suggested_prompts"]
    assert {prompt["message"] for prompt in prompts} <= known


def test_without_the_marked_lines_the_manifest_is_one_for_a_free_plan(
    manifest: dict[str, Any],
) -> None:
    kept, paid = [], False
    for line in MANIFEST.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith("# paid plans:"):
            paid = line.endswith("begin")
        elif not paid:
            kept.append(line)
    free = yaml.safe_load("\n".join(kept))
    assert "agent_view" not in free["features"]
    assert "assistant:write" not in free["oauth_config"]["scopes"]["bot"]
    free["features"]["agent_view"] = manifest["features"]["agent_view"]
    free["oauth_config"]["scopes"]["bot"].append("assistant:write")
    assert free == manifest


CODE = """
class Desk:
    async def greet(self):
        'Not a call: chat.delete.'
        await self.client.conversations_members(channel="C1")
        await self.call("users.profile.get")

app.event("app_mention")(greet)
app.event({"type": "team_join", "subtype": "x"})(greet)
app.command("/elsewhere")(greet)
app.command(HERE)(greet)
app.command(anything)(greet)
HERE: Final = "/here"
"""


def test_a_call_or_subscription_anywhere_in_the_bot_is_found(tmp_path: Path) -> None:
    (tmp_path / "bot" / "sandbox").mkdir(parents=True)
    (tmp_path / "bot" / "desk.py").write_text(CODE)
    (tmp_path / "bot" / "sandbox" / "slack.py").write_text("client.users_list()")
    assert methods_used(tmp_path) == {"conversations.members", "users.profile.get"}
    assert not methods_used(tmp_path) & set(SCOPES)
    assert subscriptions(tmp_path, "event") == {"app_mention", "team_join"}
    assert subscriptions(tmp_path, "command") == {"/elsewhere", "/here"}
