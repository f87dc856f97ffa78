import { type AddressInfo, createServer } from "node:net";

/** How a door has its port: for itself; or with the doors of other acceptors, of which one opens it first and others join. */
export type PortUse = "alone" | "first" | "joins";

/**
 * What a server of Node's listens with, beside host and port. A port that is shared could be shared by strangers too: so the first
 * looks whether somebody has it already, and rejects with the system's error, EADDRINUSE, as a door of its own would.
 */
export async function sharingOptions(host: string, port: number, use: PortUse): Promise<{ reusePort?: true }> {
  if (use === "first") await probePort(host, port);
  return use === "alone" ? {} : { reusePort: true };
}

/** Rejects with the system's error when nobody can listen there. Resolves with the port: 0 is a free one. */
export function probePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port }, () => {
      const { port: probed } = server.address() as AddressInfo;
      server.close(() => resolve(probed));
    });
  });
}
