// The top bar: whose keyboard this is, one click each; whose mailbox is open, one click each.

import { byId, el, fill, icon, rove, tabStop } from "./dom.js";
import { toggleHints } from "./hints.js";
import { openMailbox } from "./mailboxes.js";
import { openPalette } from "./palette.js";
import { avatar } from "./people.js";
import { on, state } from "./store.js";
import { become, unreadDirect } from "./workspace.js";

export function showPane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll("[data-pane-tab]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.paneTab === name));
  }
}

/** The staff in the sample's order; users the sample does not name come after. */
export function staff() {
  const order = state.config.staff.map((one) => one.id);
  const rank = (user) => (order.includes(user.id) ? order.indexOf(user.id) : order.length);
  return [...state.workspace.users].sort((one, other) => rank(one) - rank(other));
}

const badge = (count) => (count ? el("span", { class: "count", "aria-hidden": "true" }, count > 9 ? "9+" : String(count)) : null);
const unreadWords = (count) => (count ? `, ${count} unread` : "");

function personButton(user, at) {
  const count = unreadDirect(user.id);
  const role = state.config.staff.find((one) => one.id === user.id)?.role ?? "";
  return el(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": String(user.id === state.me),
      "aria-label": `${user.real_name}, ${role}${unreadWords(count)}`,
      title: `${user.real_name} · ${role}${at < 9 ? ` (press ${at + 1})` : ""}`,
      data: { key: `user/${user.id}`, user: user.id },
      on: {
        click: () => {
          showPane("slack");
          become(user.id);
        },
      },
    },
    avatar(user.real_name),
    el("span", { class: "who" }, user.real_name.split(" ")[0]),
    badge(count),
  );
}

function mailboxButton(box) {
  return el(
    "button",
    {
      type: "button",
      class: "person customer",
      "aria-pressed": String(box.address === state.mailbox),
      "aria-label": `${box.name}, ${box.customer}${unreadWords(box.unread)}`,
      title: `${box.name} · ${box.customer}`,
      data: { key: `mailbox/${box.address}`, mailbox: box.address },
      on: {
        click: () => {
          showPane("mail");
          openMailbox(box.address);
        },
      },
    },
    avatar(box.name),
    el("span", { class: "who" }, box.name.split(" ")[0]),
    badge(box.unread),
  );
}

function draw() {
  const staffGroup = el("div", { class: "people staff", role: "toolbar", "aria-label": "Work as" }, staff().map(personButton));
  const customerGroup = el("div", { class: "people customers", role: "toolbar", "aria-label": "Mailbox of" }, state.mailboxes.map(mailboxButton));
  for (const group of [staffGroup, customerGroup]) {
    rove(group, "button");
    tabStop(group, "button", (stop) => stop.getAttribute("aria-pressed") === "true");
  }
  fill(
    byId("topbar"),
    el("h1", {}, el("img", { src: "icon.svg", alt: "", width: "28", height: "28" }), el("span", {}, "Truckroll"), el("small", {}, "sandbox")),
    el("div", { class: "group" }, el("span", { class: "caption" }, "Slack as"), staffGroup),
    el("div", { class: "group right" }, el("span", { class: "caption" }, "Mailbox of"), customerGroup),
    el(
      "div",
      { class: "extras" },
      state.live === false ? el("span", { class: "offline", role: "status" }, "Reconnecting…") : null,
      el("button", { type: "button", class: "quiet", data: { key: "palette" }, title: "Jump to (Ctrl+K)", "aria-label": "Jump to a person, mailbox or conversation", on: { click: openPalette } }, el("kbd", {}, "Ctrl K")),
      el("button", { type: "button", class: "quiet", data: { key: "hints" }, title: "What to try", "aria-label": "What to try", on: { click: toggleHints } }, icon("help")),
    ),
  );
}

/** A digit sits down at that person's keyboard, unless something is being typed. */
function digits(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const user = staff()[Number(event.key) - 1];
  if (user) become(user.id);
}

export function startTopbar() {
  on(["me", "unread", "workspace", "mailboxes", "mailbox", "live", "conversations"], () => state.workspace && state.me && draw());
  document.addEventListener("keydown", digits);
  for (const tab of document.querySelectorAll("[data-pane-tab]")) {
    tab.addEventListener("click", () => showPane(tab.dataset.paneTab));
  }
}
