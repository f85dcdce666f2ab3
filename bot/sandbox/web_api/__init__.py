"""Slack's Web API: the methods a bot may call, by name."""

from bot.sandbox.web_api import assistant, chat, conversations, files, identity, views
from bot.sandbox.web_api.arguments import Method

METHODS: dict[str, Method] = {
    "api.test": identity.echo,
    "auth.test": identity.auth_test,
    "apps.connections.open": identity.open_connection,
    "users.info": identity.user_info,
    "bots.info": identity.bot_info,
    "blocks.validate": views.validate_blocks,
    "conversations.open": conversations.open_dm,
    "conversations.info": conversations.info,
    "conversations.history": conversations.history,
    "conversations.replies": conversations.replies,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.getPermalink": chat.permalink,
    "views.open": views.open_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
    "views.publish": views.publish_view,
    "files.info": files.info,
    "files.getUploadURLExternal": files.begin_upload,
    "files.completeUploadExternal": files.complete_upload,
    "assistant.threads.setStatus": assistant.set_status,
    "assistant.threads.setSuggestedPrompts": assistant.set_prompts,
    "agents.sessions.setStatus": assistant.set_session_status,
}
