/**
 * Text from outside, made fit for a message or a log line: at most `mostCharacters` of it (then `…`), and every control,
 * format or line-breaking character, quote and backslash escaped, so that it can neither break nor forge a line.
 */
export function printable(text: string, mostCharacters = 64): string {
  let shown = "";
  let count = 0;
  for (const character of text) {
    if (count === mostCharacters) return `${shown}…`;
    shown += unprintable.test(character) ? escaped(character) : character;
    count++;
  }
  return shown;
}

/** `printable` between double quotes. */
export function quoted(text: string, mostCharacters?: number): string {
  return `"${printable(text, mostCharacters)}"`;
}

// C = control, format, surrogate, private use, unassigned; Zl and Zp = line and paragraph separators.
const unprintable = /[\p{C}\p{Zl}\p{Zp}"\\]/u;

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
