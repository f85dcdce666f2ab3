// The page's only way to the server: control calls and the stream of events, picked up again where
// it broke off. It never throws: a call that failed answers {ok: false}.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5_000;
const BACKLOG = 5_000; // events the server still knows; further behind, the state is fetched anew

/** Calls `/control/…` as one person and follows what that person may see. */
export class Wire {
  constructor(user) {
    this.user = user;
  }

  /** Everything this person may see now, or null where the server cannot be reached. */
  async state() {
    const query = this.user ? `?user=${encodeURIComponent(this.user)}` : "";
    const state = await this.#ask(`/control/state${query}`);
    if (!state.ok) return null;
    this.user ??= state.me.id;
    return state;
  }

  call(name, body) {
    return this.#ask(`/control/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: this.user, ...body }),
    });
  }

  /** Uploads one file: `{file}` or `{trouble}` in words for the person. */
  async upload(file) {
    const form = new FormData();
    form.append("user", this.user);
    form.append("file", file, file.name);
    const answer = await this.#ask("/control/upload", { method: "POST", body: form });
    return answer.ok ? { file: answer.file } : { trouble: "Not uploaded. Remove it and try again." };
  }

  async #ask(path, options) {
    try {
      const answer = await fetch(path, options);
      const body = await answer.json();
      return body.ok ? body : { ok: false, error: body.error ?? `HTTP ${answer.status}` };
    } catch {
      return { ok: false, error: "unreachable" };
    }
  }

  /**
   * Follows the events after `seq` for as long as the page lives. `onEvent` gets each once, in order;
   * `onLink(up)` hears of breaks; `onFresh(state)` gets a whole new state where the events between
   * are lost (the server was started again, or too much happened).
   */
  follow(seq, { onEvent, onLink, onFresh }) {
    let wait = FIRST_WAIT;
    const connect = () => {
      const address = new URL("/control/events", location.href);
      address.protocol = "ws:";
      address.search = new URLSearchParams({ user: this.user, after: seq });
      const socket = new WebSocket(address);
      socket.onopen = () => {
        wait = FIRST_WAIT;
        onLink(true);
      };
      socket.onmessage = ({ data }) => {
        const event = JSON.parse(data);
        if (event.seq <= seq) return;
        seq = event.seq;
        onEvent(event);
      };
      socket.onclose = () => {
        onLink(false);
        setTimeout(again, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      };
    };
    const again = async () => {
      const state = await this.state();
      if (!state) {
        setTimeout(again, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
        return;
      }
      if (state.seq < seq || state.seq - seq > BACKLOG) {
        seq = state.seq;
        onFresh(state);
      }
      connect();
    };
    connect();
  }
}
