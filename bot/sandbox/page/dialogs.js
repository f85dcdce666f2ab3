// Small questions that stand over everything: a bot's confirm, and "delete this message?". It keeps
// the focus inside while it is open and gives it back afterwards; it asks nothing of the server.

import { el, freshId, textButton } from "./dom.js";
import { textObject } from "./text.js";

const STOPS = "a[href], button, input, select, textarea, [tabindex='0']";

/**
 * Keeps Tab inside an open dialog. The browser makes the page behind it inert but still lets Tab
 * leave for its own controls.
 */
export function keepFocusInside(dialog) {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll(STOPS)].filter(
      (stop) => !stop.disabled && stop.offsetParent !== null,
    );
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (!stops.length || (document.activeElement !== edge && document.activeElement !== dialog)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  });
}

/** Gives the focus back to where it was, if that still stands in the page. */
export function giveFocusBack(element, otherwise) {
  if (element?.isConnected && element !== document.body) element.focus({ preventScroll: true });
  else otherwise?.focus({ preventScroll: true });
}

/** Asks a Block Kit confirm object; true where the person agreed. */
export function confirmFirst(confirm, scene, opener = document.activeElement) {
  const title = freshId("confirm-title");
  const words = freshId("confirm-words");
  return new Promise((resolve) => {
    let agreed = false;
    const agree = () => {
      agreed = true;
      dialog.close();
    };
    const style = confirm.style === "danger" ? "is-danger" : "is-primary";
    const yes = textButton(confirm.confirm?.text ?? "Yes", { style, onclick: agree });
    const no = textButton(confirm.deny?.text ?? "Cancel", { onclick: () => dialog.close() });
    const dialog = el(
      "dialog",
      {
        class: "dialog confirm",
        role: "alertdialog",
        "aria-labelledby": title,
        "aria-describedby": words,
        "data-testid": "confirm",
      },
      el("h2", { id: title }, confirm.title?.text ?? "Are you sure?"),
      el("div", { id: words, class: "confirm-words" }, textObject(confirm.text, scene)),
      el("div", { class: "dialog-foot" }, no, yes),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveFocusBack(opener);
      resolve(agreed);
    });
    keepFocusInside(dialog);
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}
