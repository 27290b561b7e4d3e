// The Slack side's facts: fetched when somebody looks, fetched again when the stand-in says that they changed.

import { slack } from "./api.js";
import { remember, remembered, set, state } from "./store.js";

/** Everything about a user that the side bar and the counts need. */
async function loadConversations(user) {
  const { conversations } = await slack.conversations(user);
  set({ conversations: { ...state.conversations, [user]: conversations } });
}

export async function start() {
  const workspace = await slack.workspace();
  set({ workspace, unread: remembered("unread", {}) });
  await Promise.all(workspace.users.map((user) => loadConversations(user.id)));
}

export const refreshConversations = () => Promise.all(state.workspace.users.map((user) => loadConversations(user.id)));

/** Sits down at somebody's keyboard. The conversation they had open last is open again. */
export async function become(user) {
  if (!state.conversations[user]) return;
  remember("me", user);
  set({ me: user, thread: null, views: [], home: null, messages: [] });
  const last = remembered("channels", {})[user];
  const known = state.conversations[user].map((one) => one.id);
  await openConversation(known.includes(last) ? last : known[0]);
  await refreshViews();
}

export async function openConversation(channel, tab = "messages") {
  remember("channels", { ...remembered("channels", {}), [state.me]: channel });
  set({ channel, tab, thread: null, messages: [] });
  markRead(channel);
  if (tab === "home") await openHome();
  else await refreshMessages();
}

export async function openHome() {
  const user = state.me;
  set({ tab: "home" });
  const { view } = await slack.openHome(user);
  if (user === state.me) set({ home: view });
}

export async function openThread(ts) {
  set({ thread: { channel: state.channel, ts, messages: [] } });
  await refreshMessages();
}

export const closeThread = () => set({ thread: null });

let running = null;
let again = false;

/** One fetch at a time; a change that comes meanwhile causes one more. */
export function refreshMessages() {
  if (running) {
    again = true;
    return running;
  }
  running = fetchMessages().finally(() => {
    running = null;
    if (again) {
      again = false;
      refreshMessages();
    }
  });
  return running;
}

async function fetchMessages() {
  const { me, channel, thread } = state;
  if (!channel) return;
  const [open, inThread] = await Promise.all([
    slack.messages(me, channel),
    thread ? slack.messages(me, thread.channel, thread.ts) : null,
  ]);
  if (me !== state.me || channel !== state.channel) {
    again = true;
    return;
  }
  set({ messages: open.messages });
  if (inThread && thread.ts === state.thread?.ts) set({ thread: { ...thread, messages: inThread.messages } });
}

export async function refreshViews() {
  const user = state.me;
  const { views } = await slack.views(user);
  if (user === state.me) set({ views });
}

export async function refreshHome() {
  if (state.tab !== "home") return;
  const user = state.me;
  const { view } = await slack.home(user);
  if (user === state.me) set({ home: view });
}

/** After a while without the stream: everything anew, with what is open left open. */
export const refreshAll = () => Promise.all([refreshConversations(), refreshMessages(), refreshViews(), refreshHome()]);

function markRead(channel) {
  const mine = { ...(state.unread[state.me] ?? {}) };
  delete mine[channel];
  saveUnread({ ...state.unread, [state.me]: mine });
}

function saveUnread(unread) {
  remember("unread", unread);
  set({ unread });
}

/** A message came: everybody who can see the conversation and does not look at it has one more unread. */
function countUnread({ channel, user: only }) {
  const unread = { ...state.unread };
  for (const [user, conversations] of Object.entries(state.conversations)) {
    const sees = conversations.some((one) => one.id === channel) && (!only || only === user);
    const looking = user === state.me && channel === state.channel && state.tab === "messages" && !document.hidden;
    if (sees && !looking) unread[user] = { ...unread[user], [channel]: (unread[user]?.[channel] ?? 0) + 1 };
  }
  saveUnread(unread);
}

/** Direct messages call for somebody; channels are only shown in bold. */
export function unreadDirect(user) {
  const direct = (state.conversations[user] ?? []).filter((one) => one.kind === "im");
  return direct.reduce((sum, one) => sum + (state.unread[user]?.[one.id] ?? 0), 0);
}

/** What to do for each type of event of the stand-in's stream. */
export const REACTIONS = {
  message: (event) => (countUnread(event), touched(event)),
  message_changed: touched,
  message_deleted: touched,
  ephemeral: touched,
  ephemeral_changed: touched,
  ephemeral_deleted: touched,
  view: (event) => (event.user === state.me || !event.user ? refreshViews() : null),
  home: (event) => (event.user === state.me || !event.user ? refreshHome() : null),
  conversation: refreshConversations,
  reset: async () => {
    await start();
    await become(state.me);
  },
};

function touched(event) {
  if (event.user && event.user !== state.me) return null;
  return event.channel === state.channel ? refreshMessages() : null;
}
