/**
 * A lease as clients have it: the attempt, a tilde, and the store's lease. So whoever settles it later knows which attempt
 * it was, without a list of all leases that are out. A client that changes it harms only itself.
 */
export function leaseForClient(attempt: number, lease: string): string {
  return `${attempt}~${lease}`;
}

/** The parts of a client's lease; the lease is empty when it is none of ours. */
export function readLease(text: string): { readonly attempt: number; readonly lease: string } {
  const end = text.indexOf("~");
  const attempt = end > 0 && end <= MAX_DIGITS ? Number(text.slice(0, end)) : 0;
  return Number.isInteger(attempt) && attempt > 0 ? { attempt, lease: text.slice(end + 1) } : none;
}

const MAX_DIGITS = 10;
const none = { attempt: 0, lease: "" };
