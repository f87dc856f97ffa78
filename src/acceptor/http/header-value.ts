/** A whole number in decimal digits, at most `max`; −1 when it is none. */
export function readNumber(text: string, max: number): number {
  if (!/^\d{1,16}$/.test(text)) return -1;
  const value = Number(text);
  return value <= max ? value : -1;
}
