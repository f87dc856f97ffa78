/** Microseconds as milliseconds with three decimals: `1234` → `1.234`. */
export function formatMs(us: number): string {
  return us >= 0 && us < KNOWN ? (known[us] ?? remember(us)) : format(us);
}

/** Texts of the durations that most requests have; making one costs more than all else that is done with it. */
const known: string[] = [];
const KNOWN = 20_000;

function remember(us: number): string {
  const text = format(us);
  known[us] = text;
  return text;
}

function format(us: number): string {
  return (Math.max(us, 0) / 1000).toFixed(3);
}
