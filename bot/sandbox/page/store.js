// What this person may see, as the server last told it: people, channels, messages, threads, the
// modal, status lines. Pure bookkeeping: no elements, no network.

import { byTime } from "./times.js";

/** The page's copy of the workspace; `apply` takes one event and says what it touched. */
export class Store {
  constructor(state) {
    this.reset(state);
  }

  reset(state) {
    this.team = state.team;
    this.me = state.me;
    this.bot = state.bot;
    this.connected = Boolean(state.connected);
    this.commands = state.commands ?? [];
    this.sample = state.sample ?? null;
    this.view = state.view ?? null;
    const bot = { ...state.bot, id: state.bot.user_id };
    this.users = new Map([...(state.users ?? []), state.me, bot].map((user) => [user.id, user]));
    const byTs = (messages) => new Map((messages ?? []).map((message) => [message.ts, message]));
    const known = (c) => [c.id, { ...c, messages: byTs(c.messages) }];
    this.channels = new Map((state.channels ?? []).map(known));
    const standing = (c) => Object.entries(c.statuses ?? {}).map(
      ([root, text]) => [`${c.id}/${root}`, text],
    );
    this.statuses = new Map((state.channels ?? []).flatMap(standing));
  }

  userName(id) {
    const user = this.users.get(id);
    return user ? user.real_name || user.name : null;
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return null;
    return channel.kind === "im" ? this.bot.name : channel.name;
  }

  /** The conversation with the bot, if there is one yet. */
  dm() {
    return [...this.channels.values()].find((channel) => channel.kind === "im") ?? null;
  }

  isBot(message) {
    return Boolean(message.bot_id) || message.user === this.bot.user_id;
  }

  authorName(message) {
    return message.username ?? this.userName(message.user) ?? (
      this.isBot(message) ? this.bot.name : "Someone"
    );
  }

  /** What stands in a channel itself, oldest first; a reply only where it was also sent there. */
  topLevel(channelId) {
    return this.#sorted(
      channelId,
      (m) => !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast",
    );
  }

  /** A thread's root, if it is known, and its replies, oldest first. */
  thread(channelId, root) {
    return this.#sorted(channelId, (m) => m.ts === root || m.thread_ts === root);
  }

  replies(channelId, root) {
    return this.#sorted(channelId, (m) => m.thread_ts === root && m.ts !== root && !m.ephemeral);
  }

  message(channelId, ts) {
    return this.channels.get(channelId)?.messages.get(ts) ?? null;
  }

  /** The person's newest own message of a thread or, with no thread, of the channel itself. */
  lastOwn(channelId, root) {
    const all = root ? this.thread(channelId, root) : this.topLevel(channelId);
    return all.filter((m) => m.user === this.me.id && !m.ephemeral && !m.deleted).at(-1) ?? null;
  }

  status(channelId, root) {
    return this.statuses.get(`${channelId}/${root ?? ""}`) ?? "";
  }

  #sorted(channelId, wanted) {
    const channel = this.channels.get(channelId);
    if (!channel) return [];
    return [...channel.messages.values()].filter(wanted).sort((a, b) => byTime(a.ts, b.ts));
  }

  /** Takes one event; false where it speaks of a channel that is not known here. */
  apply(event) {
    const channel = event.channel ? this.channels.get(event.channel) : null;
    if (event.channel && !channel) return false;
    switch (event.type) {
      case "message":
      case "update":
        channel.messages.set(event.message.ts, event.message);
        break;
      case "ephemeral":
      case "ephemeral_update":
        channel.messages.set(event.message.ts, { ...event.message, ephemeral: true });
        break;
      case "delete":
      case "ephemeral_delete":
        channel.messages.delete(event.ts);
        break;
      case "view":
        this.view = event.view;
        break;
      case "status":
        if (event.text) this.statuses.set(`${event.channel}/${event.thread_ts ?? ""}`, event.text);
        else this.statuses.delete(`${event.channel}/${event.thread_ts ?? ""}`);
        break;
      case "connected":
        this.connected = event.connected;
        break;
    }
    return true;
  }

  /** A note that only this page shows, as Slack's own replies to a mistyped command. */
  remark(channelId, text, root) {
    const last = [...(this.channels.get(channelId)?.messages.keys() ?? [])].sort(byTime).at(-1) ?? "0";
    const now = Math.max(Date.now() / 1000, Number.parseFloat(last) + 0.000002).toFixed(6);
    const shared = { ts: now, user: "", username: this.team.name, text };
    const message = { ...shared, ephemeral: true, remark: true, ...(root && { thread_ts: root }) };
    this.channels.get(channelId)?.messages.set(now, message);
  }
}
