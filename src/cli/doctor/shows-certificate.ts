import { connect } from "node:tls";
import { type GatewayProbe, PROBE_TIMEOUT_MS, reachable } from "./check-port.ts";

/**
 * Whoever shows the gateway's certificate is one, or stands for it: with TLS nothing more can be asked by somebody who
 * may have no certificate to show.
 */
export function showsCertificate(fingerprint: string): GatewayProbe {
  return (host, port) =>
    new Promise((resolve) => {
      // The gateway is identified here, and trusted in nothing: its certificate need not be for this name.
      const socket = connect({
        host: reachable(host),
        port,
        rejectUnauthorized: false,
        ALPNProtocols: ["h2", "http/1.1", "prism"],
      });
      const end = (isOurs: boolean): void => {
        resolve(isOurs);
        socket.destroy();
      };
      socket.setTimeout(PROBE_TIMEOUT_MS, () => end(false));
      socket.on("error", () => end(false));
      socket.on("close", () => end(false));
      socket.on("secureConnect", () => end(socket.getPeerX509Certificate()?.fingerprint256 === fingerprint));
    });
}
