// Reads Slack's timestamps and says them in the reader's own time zone. It holds no clock state.

/** Milliseconds of a Slack ts ("1789000000.000123"). */
export function milliseconds(ts) {
  return Number.parseFloat(ts) * 1000;
}

/** Order of two Slack timestamps; exact, where a float would lose the last digits. */
export function byTime(a, b) {
  const [s1, f1 = "0"] = a.split(".");
  const [s2, f2 = "0"] = b.split(".");
  return Number(s1) - Number(s2) || Number(f1.padEnd(6, "0")) - Number(f2.padEnd(6, "0"));
}

const spoken = (options) => new Intl.DateTimeFormat(undefined, options);
const TIME = spoken({ hour: "numeric", minute: "2-digit" });
const TIME_SECONDS = spoken({ hour: "numeric", minute: "2-digit", second: "2-digit" });
const WHOLE = spoken({ dateStyle: "full", timeStyle: "medium" });
const LONG = spoken({ weekday: "long", month: "long", day: "numeric" });
const DATE = spoken({ month: "long", day: "numeric", year: "numeric" });
const SHORT = spoken({ month: "short", day: "numeric", year: "numeric" });
const LONG_YEAR = spoken({ weekday: "long", month: "long", day: "numeric", year: "numeric" });

export const timeOfDay = (ts) => TIME.format(milliseconds(ts));
export const wholeTime = (ts) => WHOLE.format(milliseconds(ts));

/** A key that is equal for two times of the same local day. */
export function dayKey(ts) {
  const day = new Date(milliseconds(ts));
  return `${day.getFullYear()}-${day.getMonth()}-${day.getDate()}`;
}

/** "Today", "Yesterday" or the day, for the line between two days. */
export function dayName(ts, otherwise = LONG) {
  const day = dayKey(ts);
  const now = Date.now() / 1000;
  if (day === dayKey(String(now))) return "Today";
  if (day === dayKey(String(now - 86_400))) return "Yesterday";
  return otherwise.format(milliseconds(ts));
}

/**
 * Slack's date template with its tokens filled in, as its formatting page lists them; the fallback
 * where the time is no number.
 */
export function fillDate(seconds, template, fallback) {
  const ts = String(seconds);
  const when = milliseconds(ts);
  if (!Number.isFinite(when) || Math.abs(when) > 8.64e15) return fallback ?? "";
  const tokens = {
    date_num: () => new Date(when).toISOString().slice(0, 10),
    date: () => DATE.format(when),
    date_short: () => SHORT.format(when),
    date_long: () => LONG_YEAR.format(when),
    date_pretty: () => dayName(ts, DATE).toLowerCase(),
    date_short_pretty: () => dayName(ts, SHORT),
    date_long_pretty: () => dayName(ts, LONG_YEAR),
    time: () => TIME.format(when),
    time_secs: () => TIME_SECONDS.format(when),
  };
  return template.replace(/\{(\w+)\}/g, (whole, token) =>
    Object.hasOwn(tokens, token) ? tokens[token]() : whole,
  );
}
