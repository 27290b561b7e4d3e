// Moments as people read them, in the zone of the person who reads; and back from a wall clock to a moment.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formats.get(key);
}

export const clock = (when, zone) => format(zone, { hour: "numeric", minute: "2-digit" }).format(when);
export const dayKey = (when, zone) => format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(when);
export const longDay = (when, zone) => format(zone, { weekday: "long", month: "long", day: "numeric" }).format(when);
export const full = (when, zone) =>
  format(zone, { weekday: "short", month: "short", day: "numeric", year: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" }).format(when);

/** "2:05 PM" today, "Nov 26" otherwise. */
export function brief(when, zone) {
  if (dayKey(when, zone) === dayKey(new Date(), zone)) return clock(when, zone);
  return format(zone, { month: "short", day: "numeric" }).format(when);
}

export function dayLine(when, zone) {
  return dayKey(when, zone) === dayKey(new Date(), zone) ? "Today" : longDay(when, zone);
}

/** "Thu, Nov 26, 2:00 – 4:00 PM CST" */
export function span(start, end, zone) {
  const options = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
  if (!end) return format(zone, options).format(start);
  return format(zone, options).formatRange(start, end);
}

export const ofTs = (ts) => new Date(Number(ts) * 1000);

function parts(when, zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return Object.fromEntries(format(zone, options).formatToParts(when).map((part) => [part.type, part.value]));
}

/** Epoch seconds → "2026-11-26T14:00" on the wall of that zone. */
export function toWall(epoch, zone) {
  const { year, month, day, hour, minute } = parts(new Date(epoch * 1000), zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** "2026-11-26T14:00" on the wall of that zone → epoch seconds. */
export function fromWall(wall, zone) {
  const wanted = Date.parse(`${wall}:00Z`) / 1000;
  let epoch = wanted;
  // twice: the first guess may lie on the other side of a clock change
  for (let round = 0; round < 2; round += 1) epoch += wanted - Date.parse(`${toWall(epoch, zone)}:00Z`) / 1000;
  return epoch;
}

const TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/** Slack's `{date_short} at {time}` for an epoch; `_pretty` forms read like the plain ones. */
export function slackDate(epoch, pattern, zone) {
  return pattern.replace(/\{(\w+?)(_pretty)?\}/g, (whole, token) =>
    TOKENS[token] ? format(zone, TOKENS[token]).format(new Date(epoch * 1000)) : whole,
  );
}
