// Elements without markup: every text becomes a text node, so nothing that people wrote can become HTML.

/**
 * An element. `props`: `class`, `on: {event: handler}`, `data: {name: value}`, properties that exist on the
 * element (`value`, `checked`, `disabled`, `hidden`) and attributes for the rest; null, undefined and false leave out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple", "required", "open", "indeterminate"]);

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export const byId = (id) => document.getElementById(id);

/** Replaces what an element holds, and keeps the keyboard focus on the control with the same `data-key`. */
export function fill(node, ...children) {
  const key = document.activeElement?.dataset?.key;
  const held = key && node.contains(document.activeElement);
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (held) node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/**
 * Makes the children of `node` match `items`: an item whose JSON is unchanged keeps its element, and with it
 * the focus, an open menu and half-typed text. Gives the elements whose item has changed.
 */
export function reconcile(node, items, keyOf, render) {
  const held = node.contains(document.activeElement) ? document.activeElement : null;
  const heldIn = held?.closest("[data-item]")?.dataset.item;
  const old = new Map([...node.children].map((child) => [child.dataset.item, child]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const print = JSON.stringify(item);
    const kept = old.get(key);
    if (kept && kept.print === print) return kept;
    const fresh = render(item);
    fresh.dataset.item = key;
    fresh.print = print;
    if (kept) fresh.classList.add("changed");
    return fresh;
  });
  const changed = wanted.filter((child) => child.classList.contains("changed") && !child.isConnected);
  const keep = new Set(wanted);
  for (const child of [...node.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, at) => {
    if (node.children[at] !== child) node.insertBefore(child, node.children[at] ?? null);
  });
  // the control that had the focus is gone with the old version of its item: its successor gets it
  if (held?.dataset.key && !held.isConnected) {
    const item = wanted.find((child) => child.dataset.item === heldIn);
    item?.querySelector(`[data-key="${CSS.escape(held.dataset.key)}"]`)?.focus({ preventScroll: true });
  }
  return changed;
}

const PATHS = {
  bolt: "M13 2 4 14h7l-1 8 9-12h-7z",
  clip: "M8 12.5 14.5 6a3 3 0 0 1 4.3 4.3l-8.6 8.6a5 5 0 0 1-7.1-7.1L11 4",
  send: "M4 12 20 4l-5 16-3-7z",
  reply: "M10 8V4L3 11l7 7v-4c5 0 8 1.5 11 5-1-7-4-11-11-11z",
  forward: "M14 8V4l7 7-7 7v-4c-5 0-8 1.5-11 5 1-7 4-11 11-11z",
  code: "m9 7-5 5 5 5m6-10 5 5-5 5",
  pen: "M4 20h4L20 8l-4-4L4 16z",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 6h16M4 12h16M4 18h16",
  more: "M5.5 12h.02M12 12h.02M18.5 12h.02",
  back: "M14 5l-7 7 7 7",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v4.5l3 2",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v4m6-4v4",
  thread: "M4 5h16v11H11l-4 4v-4H4z",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.8h.01",
  check: "m5 12 5 5 9-10",
  up: "M12 20V5m-6 6 6-6 6 6",
};

/** A line icon; it says nothing to a screen reader, the button around it does. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Arrow keys move between the controls of a list, Home and End jump; Tab leaves it. */
export function rove(list, selector) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const stops = [...list.querySelectorAll(selector)].filter((one) => !one.disabled);
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    const next = step ? stops[at + step] : { Home: stops[0], End: stops.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

/** One control of the list can be reached with Tab: the current one, or the first. */
export function tabStop(list, selector, isCurrent) {
  const stops = [...list.querySelectorAll(selector)];
  const current = stops.find(isCurrent) ?? stops[0];
  for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
}
