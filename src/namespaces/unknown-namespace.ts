import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { MAX_NAMESPACE_BYTES } from "../common/limits.ts";
import { printable } from "../common/printable.ts";
import { nearNames } from "../common/suggest.ts";
import { namespacesOf, type Snapshot } from "./snapshot.ts";

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
const MAX_COMPARED = 16;

/** The names to compare: of a few all, of many those that have most letters in common at their two ends. */
function shortList(name: string, snapshot: Pick<Snapshot, "namespaces">): string[] {
  const namespaces = namespacesOf(snapshot);
  if (namespaces.length <= MAX_COMPARED) return namespaces.map((namespace) => namespace.name);
  const shared = new Uint8Array(namespaces.length);
  for (const [i, namespace] of namespaces.entries()) shared[i] = sharedEnds(name, namespace.name);
  const best: string[] = [];
  for (let wanted = name.length; wanted * 2 >= name.length && wanted > 0; wanted--) {
    for (let i = shared.indexOf(wanted); i !== -1; i = shared.indexOf(wanted, i + 1)) {
      best.push(namespaces[i]?.name ?? "");
      if (best.length === MAX_COMPARED) return best;
    }
  }
  return best;
}

/** Letters that two names have in common at the beginning and at the end. */
function sharedEnds(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let front = 0;
  while (front < most && a.charCodeAt(front) === b.charCodeAt(front)) front++;
  let back = 0;
  while (back < most - front && a.charCodeAt(a.length - 1 - back) === b.charCodeAt(b.length - 1 - back)) back++;
  return front + back;
}

function countNamespaces(snapshot: Pick<Snapshot, "namespaces">): string {
  const count = namespacesOf(snapshot).length;
  if (count === 0) return "none are declared";
  return count === 1 ? "one namespace is declared" : `${count} namespaces are declared`;
}
