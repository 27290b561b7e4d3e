// Faces: initials on a colour that belongs to the name.

import { el } from "./dom.js";
import { state } from "./store.js";

const HUES = [162, 28, 210, 340, 268, 48, 190, 308, 88, 235];

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

export function avatar(name, { bot = false, size = "" } = {}) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  const face = el("span", { class: `avatar ${size} ${bot ? "bot" : ""}`, "aria-hidden": "true" }, bot ? "TR" : initials(name));
  face.style.setProperty("--hue", HUES[sum % HUES.length]);
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
