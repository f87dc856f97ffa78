import type { GatewayConfig } from "../gateway-config.ts";

type Sections = Pick<GatewayConfig, "auth" | "tls" | "namespaces">;

/** Rules that look as if they did something, and what they leave without anyone who may use it; one sentence each. */
export function warnOfRules({ auth, tls, namespaces }: Sections): string[] {
  const warn = (names: readonly string[], warning: (shown: string) => string): string[] =>
    names.length === 0 ? [] : [warning(show(names))];
  if (auth.mode === "required") {
    const closed = namespaces.filter(({ access }) => !access.some(({ allow }) => allow.length > 0));
    return warn(
      closed.map(({ name }) => name),
      (shown) => `nobody may use ${shown}: auth.mode is required, and no rule of its access allows anything`,
    );
  }
  const ruled = namespaces.filter(({ access }) => access.length > 0);
  const idle = warn(
    ruled.map(({ name }) => name),
    (shown) => `access of ${shown} has no effect: auth.mode is off, and nobody is asked who it is`,
  );
  // A client certificate says who comes, whatever the mode.
  if (tls.clientCertificates !== "none") return idle;
  const named = namespaces.filter(({ limits }) => limits.some(({ principal }) => principal !== "*"));
  const missed = warn(
    named.map(({ name }) => name),
    (shown) => `limits of ${shown} name principals, and auth.mode is off: only those of * have an effect`,
  );
  return [...idle, ...missed];
}

const MOST_SHOWN = 5;

function show(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  const list = shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return names.length === 1 ? `namespace ${list}` : `namespaces ${list}`;
}
