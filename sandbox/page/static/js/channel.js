// The open conversation: its head, its messages by day, its composer; and the thread beside it.

import { composer } from "./composer.js";
import { byId, el, fill, icon, reconcile } from "./dom.js";
import { isShown, messageNode } from "./message.js";
import { avatar, myZone } from "./people.js";
import { on, state } from "./store.js";
import { dayKey, dayLine, ofTs } from "./times.js";
import { closeThread, openConversation } from "./workspace.js";

export const openOne = () => state.conversations[state.me]?.find((one) => one.id === state.channel);
export const titleOf = (conversation) => (conversation.kind === "im" ? conversation.name : `# ${conversation.name}`);

function head() {
  const conversation = openOne();
  if (!conversation) return;
  const tab = (name, label) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(state.tab === name),
        data: { key: `tab/${name}` },
        on: { click: () => openConversation(conversation.id, name) },
      },
      label,
    );
  const withHome = conversation.kind === "im" && state.workspace.app.home_tab;
  fill(
    byId("channel-head"),
    el(
      "button",
      { type: "button", class: "quiet drawer", "aria-label": "Conversations", on: { click: () => byId("sidebar").classList.toggle("open") } },
      icon("menu"),
    ),
    conversation.kind === "im" ? avatar(conversation.name, { bot: true, size: "small" }) : null,
    el("h2", {}, titleOf(conversation)),
    withHome ? el("div", { class: "tabs", role: "tablist" }, tab("home", "Home"), tab("messages", "Messages")) : null,
    conversation.topic ? el("p", { class: "topic" }, conversation.topic) : null,
  );
}

const NEAR_END_PX = 120;

/** Draws messages with a line before each new day, and stays at the end if the reader was there. */
function drawMessages() {
  const box = byId("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX || box.dataset.channel !== shownIn();
  const last = state.messages.at(-1)?.ts;
  const grew = box.dataset.last !== String(last);
  box.dataset.channel = shownIn();
  box.dataset.last = String(last);
  const zone = myZone();
  const shown = state.messages.filter(isShown);
  const items = shown.flatMap((message, at) => {
    const previous = shown[at - 1];
    const sameDay = previous && dayKey(ofTs(previous.ts), zone) === dayKey(ofTs(message.ts), zone);
    return sameDay ? [message] : [{ day: dayLine(ofTs(message.ts), zone) }, message];
  });
  const changed = reconcile(
    box,
    items,
    (item) => (item.day ? `day ${item.day}` : `${shownIn()} ${item.ts}`),
    (item) => (item.day ? el("div", { class: "day" }, el("span", {}, item.day)) : messageNode(item)),
  );
  if (!shown.length) box.append(empty());
  if (atEnd && grew) box.scrollTop = box.scrollHeight;
  const above = changed.find((message) => message.getBoundingClientRect().bottom < box.getBoundingClientRect().top + VISIBLE_PX);
  if (above) pointUp(box, above.dataset.item);
}

const VISIBLE_PX = 60; // a message of which less is in sight has changed unseen

/** A card is updated where it stands, which may be out of sight: a button leads there. */
function pointUp(box, item) {
  byId("changed-above")?.remove();
  const go = () => {
    button.remove();
    const message = [...box.children].find((child) => child.dataset.item === item);
    message?.scrollIntoView({ block: "start", behavior: "smooth" });
    message?.classList.remove("changed");
    requestAnimationFrame(() => message?.classList.add("changed"));
  };
  const button = el("button", { type: "button", id: "changed-above", class: "changed-above", on: { click: go } }, icon("up"), "A message above has changed");
  box.after(button);
}

const shownIn = () => `${state.me}/${state.channel}`;

function empty() {
  const conversation = openOne();
  const words = conversation?.kind === "im"
    ? "Nothing here yet. The app writes to you here when there is something for you to do."
    : "Nothing here yet. Type /wo new below to create a work order: its card appears here.";
  return el("p", { class: "empty" }, words);
}

function showTab() {
  const home = state.tab === "home";
  byId("messages").hidden = home;
  byId("home").hidden = !home;
  byId("composer-slot").hidden = home;
}

function drawComposer() {
  const conversation = openOne();
  if (!conversation || state.tab === "home") return;
  const slot = byId("composer-slot");
  if (slot.dataset.for === shownIn()) return;
  slot.dataset.for = shownIn();
  slot.replaceChildren(
    composer({ id: "composer", channel: conversation.id, label: `Message ${titleOf(conversation).replace("# ", "#")}` }),
  );
}

function drawThread() {
  const pane = byId("thread");
  const thread = state.thread;
  pane.hidden = !thread;
  if (!thread) return pane.replaceChildren();
  const key = `${state.me} ${thread.channel} ${thread.ts}`;
  if (pane.dataset.for !== key || !pane.firstChild) {
    pane.dataset.for = key;
    pane.replaceChildren(
      el(
        "header",
        {},
        el("h2", {}, "Thread"),
        el("button", { type: "button", class: "quiet", "aria-label": "Close thread", on: { click: closeThread } }, icon("close")),
      ),
      el("div", { class: "messages", role: "log", "aria-label": "Thread messages" }),
      composer({ id: "thread-composer", channel: thread.channel, thread: thread.ts, label: "Reply in thread" }),
    );
    pane.querySelector("textarea").focus();
  }
  const box = pane.querySelector(".messages");
  const grew = box.children.length < thread.messages.length;
  reconcile(box, thread.messages, (one) => one.ts, (one) => messageNode(one, { inThread: true }));
  if (grew) box.scrollTop = box.scrollHeight;
  return undefined;
}

export function startChannel() {
  on(["channel", "tab", "me", "conversations"], () => {
    head();
    showTab();
    drawComposer();
  });
  on(["channel", "me"], () => byId("changed-above")?.remove());
  on(["messages"], drawMessages);
  on(["thread"], drawThread);
  byId("thread").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    closeThread();
    byId("composer")?.focus();
  });
}
