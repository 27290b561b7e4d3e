// One message of Slack: who, when, blocks, files, reactions, and what can be done with it.

import { showAnswer } from "./act.js";
import { slack } from "./api.js";
import { blocks } from "./blocks.js";
import { el, icon } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar, myZone, nameOf } from "./people.js";
import { remember, remembered, set, state } from "./store.js";
import { brief, clock, full, ofTs } from "./times.js";
import { trying } from "./toast.js";
import { openThread } from "./workspace.js";

function body(message) {
  const ctx = {
    where: { channel: message.channel, ts: message.ts },
    form: null,
    saved: (block, action) => message.state?.[block]?.[action],
    label: "",
  };
  const parts = message.blocks?.length ? blocks(message.blocks, ctx) : [el("div", { class: "text" }, mrkdwn(message.text))];
  for (const attachment of message.attachments ?? []) parts.push(attached(attachment, ctx));
  for (const [url, card] of Object.entries(message.unfurls ?? {})) {
    parts.push(el("div", { class: "attachment", data: { unfurl: url } }, blocks(card.blocks ?? [], ctx)));
  }
  return parts;
}

function attached(attachment, ctx) {
  const card = el(
    "div",
    { class: "attachment" },
    attachment.title ? el("strong", {}, attachment.title) : null,
    attachment.text ? el("div", {}, mrkdwn(attachment.text)) : null,
    blocks(attachment.blocks ?? [], ctx),
  );
  // a colour is the app's word; only a hex colour is taken
  if (/^#[0-9a-f]{6}$/i.test(attachment.color ?? "")) card.style.borderColor = attachment.color;
  return card;
}

function file(one) {
  const url = slack.fileUrl(state.me, one.url);
  return el(
    "a",
    { class: "file", href: url, target: "_blank", rel: "noreferrer noopener", download: one.name },
    /^image\/(png|jpeg|gif|webp)$/.test(one.mimetype) ? el("img", { src: url, alt: one.name }) : icon("clip"),
    el("span", {}, one.name),
  );
}

function tools(message) {
  const shortcuts = state.workspace.shortcuts.filter((one) => one.type !== "global");
  const run = (shortcut) => () =>
    trying(async () =>
      showAnswer(await slack.shortcut(state.me, { callback_id: shortcut.callback_id, channel: message.channel, ts: message.ts })),
    );
  const more = el(
    "button",
    {
      type: "button",
      "aria-label": "More actions on this message",
      "aria-haspopup": "menu",
      on: { click: () => openMenu(more, shortcuts.map((one) => ({ label: one.name, note: state.workspace.app.name, run: run(one) }))) },
    },
    icon("more"),
  );
  return el(
    "div",
    { class: "tools" },
    el(
      "button",
      { type: "button", "aria-label": "Reply in thread", title: "Reply in thread", on: { click: () => openThread(message.thread_ts ?? message.ts) } },
      icon("thread"),
    ),
    shortcuts.length ? more : null,
  );
}

function threadLink(message) {
  if (!message.reply_count) return null;
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = message.latest_reply ? ` · last ${brief(ofTs(message.latest_reply), myZone())}` : "";
  return el(
    "button",
    { type: "button", class: "replies", data: { key: `thread/${message.ts}` }, on: { click: () => openThread(message.ts) } },
    icon("thread"),
    count,
    el("small", {}, last),
  );
}

const reactions = (message) =>
  message.reactions?.length
    ? el(
        "div",
        { class: "reactions" },
        message.reactions.map((one) =>
          el("span", { title: one.users.map(nameOf).join(", ") }, `${emojiOf(one.name) ?? `:${one.name}:`} ${one.users.length}`),
        ),
      )
    : null;

const DISMISSED_LENGTH = 300;
const dismissed = () => remembered("dismissed", []);

/** Not put away by this reader, as Slack lets one do with what only oneself can see. */
export const isShown = (message) => !message.ephemeral || !dismissed().includes(message.ts);

const onlyYou = (message) =>
  el(
    "div",
    { class: "only-you" },
    "Only visible to you ·",
    el(
      "button",
      {
        type: "button",
        on: {
          click: () => {
            remember("dismissed", [...dismissed(), message.ts].slice(-DISMISSED_LENGTH));
            set({ messages: state.messages });
          },
        },
      },
      "Dismiss",
    ),
  );

/** `inThread`: without the link to its own thread. */
export function messageNode(message, { inThread = false } = {}) {
  const when = ofTs(message.ts);
  const isApp = message.from !== "user";
  const who = message.from === "user" ? nameOf(message.user) : message.username || nameOf(message.user);
  return el(
    "article",
    { class: `message ${message.from} ${message.ephemeral ? "ephemeral" : ""}`, data: { ts: message.ts }, "aria-label": `${who}, ${clock(when, myZone())}` },
    avatar(who, { bot: message.from === "bot" }),
    el(
      "div",
      { class: "content" },
      message.ephemeral ? onlyYou(message) : null,
      el(
        "div",
        { class: "byline" },
        el("strong", {}, who),
        isApp ? el("span", { class: "badge" }, "APP") : null,
        el("time", { datetime: when.toISOString(), title: full(when, myZone()) }, clock(when, myZone())),
        message.edited && message.from === "user" ? el("span", { class: "edited" }, "(edited)") : null,
      ),
      body(message),
      message.files?.length ? el("div", { class: "files" }, message.files.map(file)) : null,
      message.warning ? el("div", { class: "warning", role: "alert" }, "⚠ ", typeof message.warning === "string" ? message.warning : "This did not work.") : null,
      reactions(message),
      inThread ? null : threadLink(message),
    ),
    message.ephemeral || inThread ? null : tools(message),
  );
}
