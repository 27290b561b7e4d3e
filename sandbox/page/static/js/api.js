// The two control APIs, by addresses relative to this page. A refusal becomes an Error with the API's sentence.

export class Refused extends Error {
  constructor(answer) {
    super(answer.message ?? "That did not work.");
    this.code = answer.error;
    this.fields = answer.fields ?? {};
  }
}

async function call(path, method = "GET", body = undefined) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({ ok: false, message: `The sandbox answered ${response.status}.` }));
  if (!answer.ok) throw new Refused(answer);
  return answer;
}

const user = (id) => `slack/control/users/${encodeURIComponent(id)}`;
const box = (address) => `mail/mailboxes/${encodeURIComponent(address)}`;

export const slack = {
  workspace: () => call("slack/control/workspace"),
  conversations: (me) => call(`${user(me)}/conversations`),
  messages: (me, channel, thread = null) =>
    call(`${user(me)}/conversations/${channel}/messages${thread ? `?thread_ts=${encodeURIComponent(thread)}` : ""}`),
  command: (me, channel, text) => call(`${user(me)}/command`, "POST", { channel, text }),
  post: (me, body) => call(`${user(me)}/post`, "POST", body),
  act: (me, body) => call(`${user(me)}/act`, "POST", body),
  suggestions: (me, body) => call(`${user(me)}/suggestions`, "POST", body),
  shortcut: (me, body) => call(`${user(me)}/shortcut`, "POST", body),
  openHome: (me) => call(`${user(me)}/home`, "POST", { tab: "home" }),
  home: (me) => call(`${user(me)}/home`),
  views: (me) => call(`${user(me)}/views`),
  submit: (me, view, values) => call(`${user(me)}/views/${view}/submit`, "POST", { values }),
  close: (me, view, clear = false) => call(`${user(me)}/views/${view}/close`, "POST", { clear }),
  fileUrl: (me, url) => `slack${url}?user=${encodeURIComponent(me)}`,
};

export const mail = {
  mailboxes: () => call("mail/mailboxes"),
  shapes: () => call("mail/shapes"),
  messages: (address) => call(`${box(address)}/messages`),
  message: (address, id) => call(`${box(address)}/messages/${id}`),
  seen: (address, id) => call(`${box(address)}/messages/${id}/seen`, "POST", { seen: true }),
  reply: (address, id, body) => call(`${box(address)}/messages/${id}/reply`, "POST", body),
  forward: (address, id, body) => call(`${box(address)}/messages/${id}/forward`, "POST", body),
  rsvp: (address, id, answer) => call(`${box(address)}/messages/${id}/rsvp`, "POST", { answer }),
  outOfOffice: (address, id) => call(`${box(address)}/messages/${id}/out-of-office`, "POST", {}),
  write: (address, body) => call(`${box(address)}/messages`, "POST", body),
  source: async (address, id) => (await fetch(`${box(address)}/messages/${id}/source`)).text(),
  attachmentUrl: (address, id, index) => `${box(address)}/messages/${id}/attachments/${index}`,
};

export const page = { config: () => call("config.json") };
