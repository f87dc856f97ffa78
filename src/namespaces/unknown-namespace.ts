import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { MAX_NAMESPACE_BYTES } from "../common/limits.ts";
import { printable } from "../common/printable.ts";
import { nearNames } from "../common/suggest.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What a caller is told who names a namespace that is not there. The name comes from outside: it is shown cut and
 * escaped, and the search for near names is bounded, for anyone can ask it.
 */
export function unknownNamespace(name: string, snapshot: Pick<Snapshot, "namespaces">): Failure {
  const near = name.length > MAX_NAMESPACE_BYTES ? [] : nearNames(name, shortList(name, snapshot));
  const shown = printable(name, MAX_NAMESPACE_BYTES);
  const what = name === "" ? "the request names no namespace" : `namespace "${shown}" does not exist`;
  const help = near.length > 0 ? `did you mean ${near.map((n) => `"${n}"`).join(" or ")}?` : countNamespaces(snapshot);
  return new Failure(Code.NOT_FOUND, "NAMESPACE_NOT_FOUND", `${what}; ${help}`, {
    metadata: { namespace: shown, near: near.join(",") },
  });
}

/** Names that are compared letter by letter: a bound on the time that a refused request costs. */
const MAX_COMPARED = 32;

/** The names to compare: of a few all, of many those that have most letters in common at their two ends. */
function shortList(name: string, snapshot: Pick<Snapshot, "namespaces">): string[] {
  const names = snapshot.namespaces.map((namespace) => namespace.name);
  if (names.length <= MAX_COMPARED) return names;
  const byShared: string[][] = [];
  for (const other of names) {
    const shared = sharedEnds(name, other);
    if (shared * 2 >= name.length) (byShared[shared] ??= []).push(other);
  }
  return byShared.reverse().flat().slice(0, MAX_COMPARED);
}

/** Letters that two names have in common at the beginning and at the end. */
function sharedEnds(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let front = 0;
  while (front < most && a[front] === b[front]) front++;
  let back = 0;
  while (back < most - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back++;
  return front + back;
}

function countNamespaces(snapshot: Pick<Snapshot, "namespaces">): string {
  const count = snapshot.namespaces.length;
  if (count === 0) return "none are declared";
  return count === 1 ? "one namespace is declared" : `${count} namespaces are declared`;
}
