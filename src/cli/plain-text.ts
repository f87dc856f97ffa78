/** Text from outside, fit for a terminal's line: what would move the cursor or hide is escaped, what is too long is cut. */
export function plainText(text: string, mostCharacters: number): string {
  const characters = [...text];
  const shown = characters.length > mostCharacters ? [...characters.slice(0, mostCharacters), "…"] : characters;
  return shown.map((character) => (unsafe.test(character) ? escaped(character) : character)).join("");
}

// C = control, format, surrogate, private use, unassigned; Zl and Zp = line and paragraph separators.
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/u;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  return short[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
