import { MAX_NAMESPACE_BYTES } from "../common/limits.ts";

/** Names are ASCII, so that a name's bytes and characters are the same and no two names look alike. */
const NAMESPACE_NAME = /^[a-z0-9][a-z0-9._-]*$/;
/** Without the dot: the paths in messages and in `places` use it between names. */
const BACKEND_NAME = /^[a-z0-9][a-z0-9_-]*$/;

export function isNamespaceName(name: string): boolean {
  return name.length <= MAX_NAMESPACE_BYTES && NAMESPACE_NAME.test(name);
}

export function isBackendName(name: string): boolean {
  return name.length <= MAX_NAMESPACE_BYTES && BACKEND_NAME.test(name);
}

/** The rule in words. */
export function describeNameRule(kind: "namespace-name" | "backend-name"): string {
  const marks = kind === "namespace-name" ? "., _ and -" : "_ and -";
  return `a name of 1 to ${MAX_NAMESPACE_BYTES} characters a-z, 0-9, ${marks}, the first a letter or digit`;
}
