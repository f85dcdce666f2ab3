// What becomes of words written in a composer: a message, a slash command, or a remark why not.
// Slash commands are refused in threads, as Slack refuses them.

const ECHO = 1_500; // how long after a command its `trouble` may still arrive by the event stream
const NOT_SENT = "Not sent: the page cannot reach its server. Your words are still here.";

/** Sends for one page; each way resolves to null, or to what went wrong in words. */
export class Sending {
  constructor(page) {
    this.page = page;
    this.commandUntil = 0;
  }

  async send(channel, root, text, files) {
    const [word] = text.split(/\s/);
    const rest = text.slice(word.length).trim();
    const emote = word === "/me" && rest !== "" && !root;
    if (/^\/\S/.test(text) && !emote && !files.length) return this.command(channel, root, word, rest);
    const answer = await this.page.wire.call("message", {
      channel,
      text: emote ? rest : text,
      client_msg_id: crypto.randomUUID(),
      ...(root && { thread_ts: root }),
      ...(files.length && { files }),
      ...(emote && { subtype: "me_message" }),
    });
    return answer.ok ? null : NOT_SENT;
  }

  async command(channel, root, command, text) {
    const known = command === "/me" || this.page.store.commands.some((c) => c.command === command);
    if (!known) return this.remark(channel, root, `${command} is not a valid command.`);
    if (root) return this.remark(channel, root, `${command} is not supported in threads. Sorry!`);
    if (command === "/me") return this.remark(channel, root, "/me needs something to say after it.");
    this.commandUntil = Infinity;
    const answer = await this.page.wire.call("command", { channel, command, text });
    this.commandUntil = Date.now() + ECHO;
    return answer.ok ? null : NOT_SENT;
  }

  /** Whether these words of trouble are about a command sent just now. */
  owns(text) {
    return text.startsWith("/") && Date.now() < this.commandUntil;
  }

  /** A line that only this page shows. */
  remark(channel, root, text) {
    this.page.store.remark(channel, text, root);
    this.page.draw();
    return null;
  }
}
