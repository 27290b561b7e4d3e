// Ctrl+K: jump to a person, a mailbox or a conversation by a few letters.

import { el } from "./dom.js";
import { openMailbox } from "./mailboxes.js";
import { state } from "./store.js";
import { become, openConversation } from "./workspace.js";

function places() {
  const staff = state.workspace.users.map((user) => ({ label: user.real_name, note: "Slack as", run: () => become(user.id) }));
  const boxes = state.mailboxes.map((box) => ({ label: box.name, note: `Mailbox, ${box.customer}`, run: () => openMailbox(box.address) }));
  const open = (state.conversations[state.me] ?? []).map((one) => ({
    label: one.kind === "im" ? one.name : `#${one.name}`,
    note: "Conversation",
    run: () => openConversation(one.id),
  }));
  return [...staff, ...boxes, ...open];
}

export function openPalette() {
  if (document.querySelector("dialog[open]")) return;
  const all = places();
  let found = all;
  let at = 0;
  const input = el("input", { type: "text", role: "combobox", "aria-label": "Jump to", "aria-expanded": "true", "aria-controls": "places", placeholder: "Jump to a person, mailbox or conversation" });
  const list = el("ul", { id: "places", role: "listbox", class: "places" });
  const dialog = el("dialog", { class: "palette", "aria-label": "Jump to" }, input, list);
  const go = (place) => {
    dialog.close();
    place.run();
  };
  const draw = () => {
    const words = input.value.trim().toLowerCase();
    found = all.filter((place) => `${place.label} ${place.note}`.toLowerCase().includes(words));
    at = Math.min(at, Math.max(0, found.length - 1));
    list.replaceChildren(
      ...found.map((place, index) =>
        el("li", { role: "option", id: `place-${index}`, "aria-selected": String(index === at), on: { click: () => go(place) } }, el("span", {}, place.label), el("small", {}, place.note)),
      ),
    );
    input.setAttribute("aria-activedescendant", `place-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", () => ((at = 0), draw()));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) at = (at + step + found.length) % found.length;
    else if (event.key === "Enter" && found[at]) go(found[at]);
    else return;
    event.preventDefault();
    draw();
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  draw();
  dialog.showModal();
}

export function startPalette() {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    openPalette();
  });
}
