// The side bar: the workspace, its channels, the app's direct messages.

import { byId, el, fill, rove, tabStop } from "./dom.js";
import { avatar, me } from "./people.js";
import { on, state } from "./store.js";
import { openConversation } from "./workspace.js";

function entry(conversation) {
  const count = state.unread[state.me]?.[conversation.id] ?? 0;
  const current = conversation.id === state.channel;
  const direct = conversation.kind === "im";
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `entry ${count && !current ? "unread" : ""}`,
        "aria-current": current ? "page" : null,
        data: { key: `conversation/${conversation.id}`, channel: conversation.id },
        on: {
          click: () => {
            byId("sidebar").classList.remove("open");
            openConversation(conversation.id);
          },
        },
      },
      direct ? avatar(conversation.name, { bot: true, size: "tiny" }) : el("span", { class: "hash", "aria-hidden": "true" }, "#"),
      el("span", { class: "name" }, conversation.name),
      direct && count && !current ? el("span", { class: "count", "aria-label": `${count} unread` }, String(count)) : null,
    ),
  );
}

function draw() {
  const conversations = state.conversations[state.me] ?? [];
  const group = (title, kind) => {
    const some = conversations.filter((one) => (kind === "im") === (one.kind === "im"));
    return some.length ? [el("h3", {}, title), el("ul", {}, some.map(entry))] : [];
  };
  const nav = byId("sidebar");
  fill(
    nav,
    el("div", { class: "workspace" }, el("strong", {}, state.config.company), el("small", {}, me() ? `as ${me().real_name}` : "")),
    group("Channels", "channel"),
    group("Apps", "im"),
  );
  tabStop(nav, ".entry", (stop) => stop.hasAttribute("aria-current"));
}

/** On a narrow screen the side bar lies over the messages: a tap beside it or Escape puts it away. */
function drawer() {
  const close = () => byId("sidebar").classList.remove("open");
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.("#sidebar, .drawer")) close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

export function startSidebar() {
  drawer();
  on(["me", "channel", "conversations", "unread"], () => state.me && draw());
  rove(byId("sidebar"), ".entry");
}
