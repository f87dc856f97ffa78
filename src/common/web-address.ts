/** What is wrong with an address that trust depends on, after its name; null when nothing is. */
export function addressProblem(text: string): string | null {
  if (!URL.canParse(text)) return "is no URL";
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return "must not hold a name and a password";
  if (protocol === "https:") return null;
  if (protocol === "http:" && isLoopback(hostname)) return null;
  return `must begin with https://${protocol === "http:" ? " unless it is on this machine" : ""}`;
}

/** Whether a host's name stands for this machine alone, however names are resolved. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
