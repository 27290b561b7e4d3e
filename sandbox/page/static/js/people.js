// Faces: initials on a colour that belongs to the name.

import { el } from "./dom.js";
import { state } from "./store.js";

const STEP = 67; // degrees: neighbours in a list get colours that differ

/** The place of a name among the people known here, so that no two of them look alike; others by their letters. */
function place(name) {
  const known = [...(state.workspace?.users ?? []).map((one) => one.real_name), ...state.mailboxes.map((one) => one.name)];
  const at = known.indexOf(name);
  if (at >= 0) return at;
  return [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

export function avatar(name, { bot = false, size = "" } = {}) {
  const face = el("span", { class: `avatar ${size} ${bot ? "bot" : ""}`, "aria-hidden": "true" }, bot ? "TR" : initials(name));
  face.style.setProperty("--hue", String((205 + place(name) * STEP) % 360));
  return face;
}

export const userOf = (id) => state.workspace?.users.find((one) => one.id === id);

export function nameOf(id) {
  if (id === state.workspace?.app.bot_user_id) return state.workspace.app.name;
  return userOf(id)?.real_name ?? id;
}

export const me = () => userOf(state.me);

/** The clock of the user at the keyboard: times are shown as they would see them. */
export const myZone = () => me()?.tz ?? state.config?.zone ?? "UTC";
