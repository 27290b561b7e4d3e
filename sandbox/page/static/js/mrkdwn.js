// Slack's mrkdwn → nodes. Only text nodes and a closed list of elements are ever made, so no markup can be smuggled in.

import { el } from "./dom.js";
import { emojiOf, withEmoji } from "./emoji.js";
import { myZone, nameOf } from "./people.js";
import { state } from "./store.js";
import { slackDate } from "./times.js";

/** `&amp;`, `&lt;` and `&gt;` are the only entities Slack knows. */
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function safeUrl(url) {
  try {
    const parsed = new URL(plain(url));
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function link(url, label) {
  const href = safeUrl(url);
  return href ? el("a", { href, target: "_blank", rel: "noreferrer noopener" }, label) : document.createTextNode(label);
}

const SPECIAL = {
  "@": (body) => el("span", { class: "mention" + (body.startsWith(state.me) ? " mine" : "") }, `@${nameOf(body.split("|")[0])}`),
  "#": (body) => {
    const [id, name] = body.split("|");
    return el("span", { class: "mention" }, `#${name || state.workspace.channels.find((one) => one.id === id)?.name || id}`);
  },
  "!": (body) => {
    const date = /^date\^(\d+)\^([^|^]+)(?:\^([^|]+))?(?:\|(.*))?$/s.exec(body);
    if (date) return el("time", {}, slackDate(Number(date[1]), date[2], myZone()));
    return el("span", { class: "mention" }, `@${body.split("|").at(-1).replace(/^subteam\^/, "")}`);
  },
};

function angle(inside) {
  const special = SPECIAL[inside[0]];
  if (special) return special(inside.slice(1));
  const at = inside.indexOf("|");
  const [url, label] = at < 0 ? [inside, inside.replace(/^(mailto|tel):/, "")] : [inside.slice(0, at), inside.slice(at + 1)];
  return link(url, plain(label));
}

// one alternative per construct; a style mark counts only at the edge of a word, with no space inside its ends
const INLINE = /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}~])|:([a-z0-9_+-]+):/gu;

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, inAngles, code, bold, italic, struck, emoji] = found;
    if (emoji && !emojiOf(emoji)) continue;
    if (found.index < from) continue;
    nodes.push(plain(text.slice(from, found.index)));
    from = found.index + whole.length;
    if (inAngles) nodes.push(angle(inAngles));
    else if (code) nodes.push(el("code", {}, plain(code)));
    else if (bold) nodes.push(el("strong", {}, inline(bold)));
    else if (italic) nodes.push(el("em", {}, inline(italic)));
    else if (struck) nodes.push(el("s", {}, inline(struck)));
    else nodes.push(emojiOf(emoji));
  }
  nodes.push(plain(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function lines(text) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, at, all) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/s.exec(line);
    if (quoted) {
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote")));
      quote.append(...inline(quoted[1]));
      return;
    }
    nodes.push(...inline(line));
    if (at < all.length - 1) nodes.push(el("br"));
    quote = null;
  });
  return nodes;
}

/** Slack's mrkdwn as a list of nodes and strings. */
export function mrkdwn(text) {
  return (text ?? "")
    .split(/```\n?([\s\S]*?)\n?```\n?/)
    .flatMap((piece, at) => (at % 2 ? [el("pre", {}, plain(piece))] : piece ? lines(piece) : []));
}

/** A text object of Block Kit: mrkdwn or plain text. */
export function textObject(text) {
  if (!text) return [];
  if (typeof text === "string") return [text];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : [text.emoji === false ? text.text : withEmoji(text.text)];
}

/** A text object as words only, for labels and options. */
export const words = (text) => (text ? withEmoji(plain(typeof text === "string" ? text : text.text)) : "");
