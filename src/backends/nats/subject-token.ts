/**
 * Keys as subjects. JetStream KV allows letters, digits and `- / _ =` in a key, and `.` between its tokens; a Prism key may
 * have any byte. So digits and letters stand for themselves, but for `z`, and every other byte is an escape of a lead
 * character and two hexadecimal digits. The lead is chosen so that subjects compare as keys do:
 *
 *     00–2f  `-2f`      3a–40  `=3a`      5b–60  `_5f`      7a–ff  `z7a`
 *
 * After a separator (`: / . | #`) a new token begins, up to MAX_TOKENS, so that the server can look for a prefix. A dot is below every
 * other character, and where it stands depends on what is before it alone: the order stays. `user:42` is `user=3a.42`.
 */

/** Tokens of one key: enough for any path that people make; the server looks at each when it matches. */
const MAX_TOKENS = 16;

const separators = new Set([":", "/", ".", "|", "#"]);

const codes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const hex = byte.toString(16).padStart(2, "0");
  if (byte < 0x30) return `-${hex}`;
  if (byte < 0x3a) return String.fromCharCode(byte);
  if (byte < 0x41) return `=${hex}`;
  if (byte < 0x5b) return String.fromCharCode(byte);
  if (byte < 0x61) return `_${hex}`;
  return byte < 0x7a ? String.fromCharCode(byte) : `z${hex}`;
});

/** The subject of a key, which is a byte string of at least one byte. */
export function subjectOfKey(key: string): string {
  let subject = "";
  let tokens = 1;
  for (let i = 0; i < key.length; i++) {
    subject += codes[key.charCodeAt(i)];
    if (tokens < MAX_TOKENS && i + 1 < key.length && separators.has(key.charAt(i))) {
      subject += ".";
      tokens++;
    }
  }
  return subject;
}

/** A key as one token, for names. */
export function tokenOfKey(key: string): string {
  return subjectOfKey(key).replaceAll(".", "");
}

/** The key of a subject that {@link subjectOfKey} made; null when it is none of those. */
export function keyOfSubject(subject: string): string | null {
  const key = decode(subject);
  return key !== "" && subjectOfKey(key) === subject ? key : null;
}

/** The key of a token that {@link tokenOfKey} made; null when it is none of those. */
export function keyOfToken(token: string): string | null {
  const key = decode(token);
  return key !== "" && tokenOfKey(key) === token ? key : null;
}

function decode(subject: string): string {
  let key = "";
  for (let i = 0; i < subject.length; i++) {
    const character = subject.charAt(i);
    if (character === ".") continue;
    if (isLead(character)) {
      key += String.fromCharCode(Number.parseInt(subject.slice(i + 1, i + 3), 16));
      i += 2;
    } else key += character;
  }
  return key;
}

/** What all keys that begin with `prefix` have in common. */
export interface PrefixSubjects {
  /** Matches all of them, and perhaps others, but not the key `prefix` itself where `alsoPrefix` says so. */
  readonly filter: string;
  /** The key that is the whole of the prefix has no further token, so the filter does not match it. */
  readonly alsoPrefix: boolean;
}

export function subjectsOfPrefix(prefix: string): PrefixSubjects {
  let whole = 0;
  for (let i = 0, tokens = 1; i < prefix.length && tokens < MAX_TOKENS; i++) {
    if (!separators.has(prefix.charAt(i))) continue;
    whole = i + 1;
    tokens++;
  }
  if (whole === 0) return { filter: ">", alsoPrefix: false };
  return { filter: `${subjectOfKey(prefix.slice(0, whole))}.>`, alsoPrefix: whole === prefix.length };
}

function isLead(character: string): boolean {
  return character === "-" || character === "=" || character === "_" || character === "z";
}
