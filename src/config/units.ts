/** Sizes and durations as people write them. Sizes are binary: 1KiB = 1024 bytes. */

const BYTE_UNITS: readonly (readonly [string, number])[] = [
  ["TiB", 1024 ** 4],
  ["GiB", 1024 ** 3],
  ["MiB", 1024 ** 2],
  ["KiB", 1024],
  ["B", 1],
];

const TIME_UNITS: readonly (readonly [string, number])[] = [
  ["d", 24 * 3600 * 1000],
  ["h", 3600 * 1000],
  ["m", 60 * 1000],
  ["s", 1000],
  ["ms", 1],
];

/** `64MiB`, `512 MiB`, `4096` → bytes; null when the text is no size or no whole number of bytes. */
export function parseBytes(text: string): number | null {
  return parseQuantity(text, BYTE_UNITS, "B");
}

/** `30d`, `2s`, `500ms`, `0` → milliseconds; null when the text is no duration, no whole number of ms, or lacks a unit. */
export function parseDuration(text: string): number | null {
  return /^0+$/.test(text) ? 0 : parseQuantity(text, TIME_UNITS, null);
}

/** In the largest unit that divides it: 4194304 → `4MiB`. */
export function formatBytes(bytes: number): string {
  return formatQuantity(bytes, BYTE_UNITS);
}

/** In the largest unit that divides it: 600000 → `10m`. */
export function formatDuration(ms: number): string {
  return formatQuantity(ms, TIME_UNITS);
}

/** What a size in a unit that is not understood probably meant: `4MB`, `4M`, `4 mb` → `4MiB`. */
export function guessBytes(text: string): string | null {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt])(?:i?b|bytes?)?$/i.exec(text);
  return match === null ? null : `${match[1]}${match[2]?.toUpperCase()}iB`;
}

/** What a duration in a unit that is not understood probably meant: `10 minutes` → `10m`, `500` → `500ms`. */
export function guessDuration(text: string): string | null {
  const match = /^(\d+)\s*([a-z]*)$/i.exec(text);
  if (match === null) return null;
  const word = (match[2] ?? "").toLowerCase();
  if (word === "" || /^(msecs?|milli(s|seconds?))$/.test(word)) return `${match[1]}ms`;
  const unit = /^(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)$/.test(word) ? word[0] : undefined;
  return unit === undefined ? null : `${match[1]}${unit}`;
}

function parseQuantity(text: string, units: typeof BYTE_UNITS, bareUnit: string | null): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-zA-Z]*)$/.exec(text);
  if (match === null) return null;
  const wanted = match[2] === "" ? bareUnit : match[2];
  const unit = units.find(([name]) => name === wanted);
  if (unit === undefined) return null;
  const quantity = Number(match[1]) * unit[1];
  return Number.isSafeInteger(quantity) ? quantity : null;
}

function formatQuantity(quantity: number, units: typeof BYTE_UNITS): string {
  if (quantity === 0) return "0";
  const unit = units.find(([, size]) => quantity % size === 0);
  return unit === undefined ? String(quantity) : `${quantity / unit[1]}${unit[0]}`;
}
