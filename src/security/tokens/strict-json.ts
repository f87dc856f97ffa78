/**
 * The object in a JSON text; null when it is no JSON, no object, or names a member twice, anywhere in it. Of two members
 * of one name `JSON.parse` takes the last and others take the first, so that a token could mean two things (RFC 8725, 2.4).
 */
export function parseStrictObject(text: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return namesTwice(text) ? null : (value as Readonly<Record<string, unknown>>);
}

/** Whether an object of the JSON text, which must be valid, names a member twice. */
function namesTwice(text: string): boolean {
  /** The names of each object that is open, and null for each array that is. */
  const open: (Set<string> | null)[] = [];
  for (let pos = 0; pos < text.length; pos++) {
    const character = text[pos];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(null);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(text, pos);
      const names = open.at(-1);
      // Within an object only a name is followed by a colon.
      if (names instanceof Set && isBeforeColon(text, end)) {
        const name = JSON.parse(text.slice(pos, end)) as string;
        if (names.has(name)) return true;
        names.add(name);
      }
      pos = end - 1;
    }
  }
  return false;
}

/** Behind the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let pos = start + 1;
  while (text[pos] !== '"') pos += text[pos] === "\\" ? 2 : 1;
  return pos + 1;
}

function isBeforeColon(text: string, from: number): boolean {
  let pos = from;
  while (" \t\n\r".includes(text[pos] ?? ".")) pos++;
  return text[pos] === ":";
}
