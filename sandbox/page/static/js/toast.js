// Short notes at the bottom; a screen reader reads them out.

import { byId, el, icon } from "./dom.js";

const SECONDS = 6;

export function toast(text, kind = "note") {
  const note = el(
    "div",
    { class: `toast ${kind}` },
    el("span", {}, text),
    el("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => note.remove() } }, icon("close")),
  );
  byId("toasts").append(note);
  setTimeout(() => note.remove(), SECONDS * 1000);
}

/** Runs something a person asked for; a refusal is shown as its sentence. Gives null when refused. */
export async function trying(work) {
  try {
    return await work();
  } catch (refused) {
    toast(refused.message, "problem");
    return null;
  }
}
