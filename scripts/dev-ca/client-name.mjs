/** The SPIFFE trust domain of services that are named here; a gateway drops it unless `tls.trustDomain` asks for one. */
const TRUST_DOMAIN = "prism.test";

/**
 * `user:ada` or `service:order-api` → what its certificate says, so that a gateway finds that principal in it: a user by
 * the common name, a service by a SPIFFE ID. Throws when it is neither.
 */
export function readClient(principal) {
  const [, kind, name] = /^(user|service):(.+)$/.exec(principal) ?? [];
  const isGood = kind === "user" ? USER.test(name) : kind === "service" && SERVICE.test(name);
  if (!isGood) throw new Error(`--client ${principal} is neither user:NAME nor service:NAME, with a plain name`);
  return {
    principal,
    file: `${kind}-${name.replaceAll("/", "-")}`,
    subject: `/CN=${kind === "user" ? name : name.split("/").at(-1).slice(0, 64)}`,
    names: kind === "user" ? [] : [`URI:spiffe://${TRUST_DOMAIN}/${name}`],
  };
}

const USER = /^[A-Za-z0-9._@-]{1,64}$/;
const SERVICE = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
