// The blocks of Block Kit, one function per kind, for messages, modals and App Home alike.

import { el } from "./dom.js";
import { element } from "./elements.js";
import { emojiOf } from "./emoji.js";
import { link, mrkdwn, textObject, words } from "./mrkdwn.js";
import { nameOf } from "./people.js";

function section(block, ctx) {
  const text = [
    block.text ? el("div", { class: "text" }, textObject(block.text)) : null,
    block.fields ? el("div", { class: "fields" }, block.fields.map((field) => el("div", {}, textObject(field)))) : null,
  ];
  const accessory = block.accessory
    ? el("div", { class: "accessory" }, element(block.accessory, block, { ...ctx, label: labelOf(block) }))
    : null;
  return el("div", { class: "block section" }, el("div", { class: "words" }, text), accessory);
}

const labelOf = (block) => words(block.text).replace(/[*_~`]/g, "").slice(0, 80);

let serial = 0;

function input(block, ctx) {
  const error = ctx.errors?.[block.block_id];
  const id = `field-${(serial += 1)}`;
  const control = element(block.element, block, {
    ...ctx,
    label: words(block.label),
    invalid: Boolean(error),
    describedBy: error || block.hint ? id : null,
  });
  return el(
    "div",
    { class: `block input ${error ? "wrong" : ""}`, data: { block: block.block_id } },
    el("div", { class: "label" }, words(block.label), block.optional ? el("small", {}, " (optional)") : null),
    control,
    el(
      "div",
      { id },
      error ? el("div", { class: "error", role: "alert" }, error) : null,
      block.hint ? el("div", { class: "hint" }, words(block.hint)) : null,
    ),
  );
}

const context = (block, ctx) =>
  el(
    "div",
    { class: "block context" },
    block.elements.map((one) => (one.type === "image" ? element(one, block, ctx) : el("span", {}, textObject(one)))),
  );

const actions = (block, ctx) =>
  el("div", { class: "block actions" }, block.elements.map((one) => element(one, block, ctx)));

const TEXT_STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]];

function richPiece(piece) {
  const plain = {
    text: () => document.createTextNode(piece.text),
    link: () => link(piece.url, piece.text ?? piece.url),
    user: () => el("span", { class: "mention" }, `@${nameOf(piece.user_id)}`),
    channel: () => el("span", { class: "mention" }, `#${piece.channel_id}`),
    emoji: () => document.createTextNode(emojiOf(piece.name) ?? `:${piece.name}:`),
    broadcast: () => el("span", { class: "mention" }, `@${piece.range}`),
  }[piece.type]?.();
  if (!plain) return document.createTextNode("");
  return TEXT_STYLES.reduce((node, [style, tag]) => (piece.style?.[style] ? el(tag, {}, node) : node), plain);
}

const RICH = {
  rich_text_section: (part) => el("div", {}, part.elements.map(richPiece)),
  rich_text_preformatted: (part) => el("pre", {}, part.elements.map(richPiece)),
  rich_text_quote: (part) => el("blockquote", {}, part.elements.map(richPiece)),
  rich_text_list: (part) =>
    el(part.style === "ordered" ? "ol" : "ul", {}, part.elements.map((item) => el("li", {}, item.elements.map(richPiece)))),
};

const richText = (block) =>
  el("div", { class: "block rich" }, block.elements.map((part) => RICH[part.type]?.(part) ?? ""));

const cell = (one) => (one.type === "rich_text" ? richText(one) : document.createTextNode(one.text ?? ""));
const table = (block) =>
  el(
    "div",
    { class: "block table" },
    el("table", {}, block.rows.map((row, at) => el("tr", {}, row.map((one) => el(at ? "td" : "th", {}, cell(one)))))),
  );

const BLOCKS = {
  section,
  input,
  context,
  actions,
  table,
  header: (block) => el("h3", { class: "block header" }, words(block.text)),
  divider: () => el("hr", { class: "block divider" }),
  image: (block, ctx) => el("figure", { class: "block" }, block.title ? el("figcaption", {}, words(block.title)) : null, element(block, block, ctx)),
  rich_text: richText,
  // standard Markdown differs from mrkdwn in its bold; the rest of what we send reads the same
  markdown: (block) => el("div", { class: "block" }, mrkdwn(block.text.replaceAll("**", "*"))),
};

export function blocks(list, ctx) {
  return list.map((block) => BLOCKS[block.type]?.(block, ctx) ?? el("div", { class: "block unknown" }, `[${block.type}]`));
}
