// A field with suggestions (ARIA combobox): type to search, arrows to choose, Enter to take. For one or for many.

import { el } from "./dom.js";
import { words } from "./mrkdwn.js";
import { place } from "./menu.js";

let serial = 0;
const PAUSE_MS = 150;

/**
 * `search(query)` gives a promise of options; `chosen` is an option, or a list of them when `many`.
 * `change(chosen)` is called after each choice.
 */
export function combobox({ label, placeholder, many = false, chosen, search, change, key, describedBy }) {
  const picked = many ? [...(chosen ?? [])] : chosen ? [chosen] : [];
  const id = `options-${(serial += 1)}`;
  const input = el("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    "aria-label": label,
    "aria-describedby": describedBy,
    placeholder: placeholder || "Type to search",
    data: { key },
  });
  const list = el("ul", { class: "options", role: "listbox", id, hidden: true, "aria-label": label });
  const chips = el("span", { class: "chips" });
  const box = el("div", { class: `combobox ${many ? "many" : ""}` }, chips, input, list);
  let options = [];
  let current = -1;
  let asked = 0;

  const showPicked = () => {
    if (!many) input.value = picked[0] ? words(picked[0].text) : "";
    else chips.replaceChildren(...picked.map(chip));
  };
  const chip = (option) =>
    el(
      "button",
      { type: "button", class: "chip", "aria-label": `Remove ${words(option.text)}`, on: { click: () => drop(option) } },
      words(option.text),
      " ×",
    );
  const tell = () => change(many ? [...picked] : (picked[0] ?? null));
  const drop = (option) => {
    picked.splice(picked.indexOf(option), 1);
    showPicked();
    tell();
    input.focus();
  };
  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    if (!many) picked.length = 0;
    if (!picked.some((one) => one.value === option.value)) picked.push(option);
    if (many) input.value = "";
    showPicked();
    close();
    tell();
  };
  const mark = (at) => {
    current = at;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    const item = list.children[at];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = (found, note) => {
    options = found;
    const items = found.map((option, at) =>
      el(
        "li",
        { role: "option", id: `${id}-${at}`, "aria-selected": "false", on: { pointerdown: (event) => { event.preventDefault(); take(option); } } },
        el("span", {}, words(option.text)),
        option.description ? el("small", {}, words(option.description)) : null,
      ),
    );
    list.replaceChildren(...(items.length ? items : [el("li", { class: "none" }, note)]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    place(list, box);
    mark(items.length ? 0 : -1);
  };
  const ask = async () => {
    const turn = (asked += 1);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    if (turn !== asked) return;
    try {
      const found = await search(input.value.trim());
      if (turn === asked && document.activeElement === input) show(found.options, found.note ?? "Nothing found");
    } catch (refused) {
      if (turn === asked) show([], refused.message);
    }
  };

  input.addEventListener("input", ask);
  input.addEventListener("click", ask); // not on focus: a form that opens with this field must close with one Escape
  input.addEventListener("blur", () => {
    asked += 1;
    close();
    if (!many && !input.value.trim() && picked.length) {
      picked.length = 0;
      tell();
    }
    showPicked();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && options[current]) take(options[current]);
    } else if (event.key === "Backspace" && many && !input.value && picked.length) {
      drop(picked.at(-1));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else mark((current + (event.key === "ArrowDown" ? 1 : options.length - 1)) % Math.max(options.length, 1));
    }
  });
  showPicked();
  return box;
}
