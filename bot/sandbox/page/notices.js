// What the page says about itself: no bot there, no server there, something that failed. Each goes
// away by itself; none takes the focus.

const $ = (id) => document.getElementById(id);
const PATIENCE = 1_000; // a connection that is back within it was never worth a word
const NOTE_LIFE = 8_000;

export class Notices {
  /** The strip on top while no bot is connected, once that has lasted. */
  banner(store) {
    const { connected, bot } = store;
    if (connected) this.apartSince = null;
    else this.apartSince ??= Date.now();
    const apart = !connected && Date.now() - this.apartSince >= PATIENCE;
    if (!connected && !apart) setTimeout(() => this.banner(store), PATIENCE);
    const words = `${bot.name} is not connected. It reads what you write once it is back.`;
    $("banner").hidden = !apart;
    $("banner").textContent = apart ? words : "";
  }

  /** Whether the stream of events stands; a break is told once it has lasted. */
  link(up) {
    clearTimeout(this.broken);
    if (up) $("link-note").hidden = true;
    else this.broken = setTimeout(() => this.#linkNote("Reconnecting …"), PATIENCE);
  }

  unreachable() {
    this.#linkNote("The server of this page does not answer. Trying again …");
  }

  #linkNote(words) {
    $("link-note").textContent = words;
    $("link-note").hidden = false;
  }

  /** Words for the person that belong to no place of the page. */
  say(words) {
    const node = document.createElement("p");
    node.textContent = words;
    $("notes").append(node);
    setTimeout(() => node.remove(), NOTE_LIFE);
  }
}
