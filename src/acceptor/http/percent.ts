/**
 * What a segment of a path stands for, as a byte string: `%41` is the byte 0x41, and nothing else is changed. It is
 * decoded once. Null when a `%` is not followed by two hexadecimal digits.
 */
export function decodeSegment(segment: string): string | null {
  return segment.includes("%") ? decode(segment) : segment;
}

/** As {@link decodeSegment}, for a name or a value in a query, where `+` is a space. */
export function decodeQueryPart(part: string): string | null {
  return decodeSegment(part.replaceAll("+", " "));
}

function decode(text: string): string | null {
  let decoded = "";
  let from = 0;
  for (let at = text.indexOf("%"); at !== -1; at = text.indexOf("%", from)) {
    const high = hexDigit(text.charCodeAt(at + 1));
    const low = hexDigit(text.charCodeAt(at + 2));
    if (high < 0 || low < 0) return null;
    decoded += text.slice(from, at) + String.fromCharCode(high * 16 + low);
    from = at + 3;
  }
  return decoded + text.slice(from);
}

/** −1 for what is none, also for the NaN behind the end of a text. */
function hexDigit(char: number): number {
  if (char >= 0x30 && char <= 0x39) return char - 0x30;
  const lower = char | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
