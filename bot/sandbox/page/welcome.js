// What stands in the bot's conversation before anything was said: the way in, in one click.

import { el, glyph, textButton } from "./dom.js";

const PROMISE =
  "Five questions made from your own resume and the job you want. You answer as you would in " +
  "the room; after each one you hear what landed, what was missing, and how to say it better.";

/** The first-visit card. `start(withSample)` resolves once the bot has answered. */
export function welcome(store, start) {
  const ready = store.connected;
  const trouble = el("p", { class: "trouble", role: "alert" });
  const press = async (event, withSample) => {
    const control = event.currentTarget;
    if (control.getAttribute("aria-disabled") === "true") return;
    control.setAttribute("aria-disabled", "true");
    control.classList.add("is-busy");
    trouble.textContent = (await start(withSample)) ?? "";
    control.classList.remove("is-busy");
    control.removeAttribute("aria-disabled");
  };
  const waiting = ready ? undefined : "true";
  return el(
    "section",
    { class: "welcome", "aria-labelledby": "welcome-title", "data-testid": "welcome" },
    el("span", { class: "avatar is-bot is-large", "aria-hidden": "true" }, glyph("bubble")),
    el("h2", { id: "welcome-title" }, "Practise an interview before it counts"),
    el("p", {}, PROMISE),
    el(
      "div",
      { class: "welcome-actions" },
      textButton(
        "Start a mock interview",
        {
          style: "is-primary is-large",
          "aria-disabled": waiting,
          "data-testid": "start-interview",
          onclick: (event) => press(event, false),
        },
      ),
      textButton(
        "Try it with a sample resume",
        {
          style: "is-large",
          "aria-disabled": waiting,
          "data-testid": "start-with-sample",
          onclick: (event) => press(event, true),
        },
      ),
    ),
    trouble,
    el(
      "p",
      { class: "welcome-foot" },
      ready ? [
        "You can also type ",
        el("code", {}, "/mock-interview"),
        " below.",
      ] : "Waiting for the interviewer to connect …",
    ),
  );
}
