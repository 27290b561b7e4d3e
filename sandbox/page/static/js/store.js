// What the page knows, and who wants to hear that it changed. Panes draw from here; nothing else is shared.

export const state = {
  config: null, // company, staff, office
  workspace: null, // the stand-in's users, channels, commands, shortcuts
  me: null, // the user at the keyboard
  conversations: {}, // user → what is in their side bar
  channel: null, // the open conversation's id
  tab: "messages", // of the app's direct message: "home" or "messages"
  messages: [],
  thread: null, // {channel, ts, messages}
  home: null,
  views: [], // open modals, the top one last
  unread: {}, // user → channel → count
  mailboxes: [],
  shapes: [],
  mailbox: null,
  mails: [],
  mail: null, // the one being read
};

const listeners = new Map();

/** Calls `handler` whenever one of these facts changes. */
export function on(names, handler) {
  for (const name of [names].flat()) {
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(handler);
  }
}

/** Sets facts and draws what depends on them, each listener once. */
export function set(facts) {
  Object.assign(state, facts);
  const due = new Set();
  for (const name of Object.keys(facts)) for (const handler of listeners.get(name) ?? []) due.add(handler);
  for (const handler of due) handler();
}

/** Facts that this browser remembers. */
export function remembered(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`truckroll.${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`truckroll.${name}`, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing still works, it only forgets
  }
}
