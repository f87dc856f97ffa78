import type { Principal } from "./principal.ts";

/**
 * Whether a pattern of the configuration means this principal. `*` stands for any characters: `user:ada`,
 * `service:order-*`, `user:*`, `*`. A pattern that begins with `team:` means whoever belongs to such a team.
 */
export function matchesPrincipal(pattern: string, { name, teams }: Principal): boolean {
  return pattern.startsWith("team:") ? teams.some((team) => matchesGlob(pattern, team)) : matchesGlob(pattern, name);
}

/** In time that is bounded by the product of the lengths, whatever the pattern: none is compiled to a regular expression. */
function matchesGlob(pattern: string, text: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let pos = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, pos);
    if (found < 0 || found + part.length > end) return false;
    pos = found + part.length;
  }
  return true;
}
