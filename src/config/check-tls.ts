import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { GatewayConfig } from "./gateway-config.ts";

type Sections = Pick<GatewayConfig, "listeners" | "tls">;

/** That the settings of TLS fit each other; what the files hold is seen when they are read. */
export function checkTls(reader: ConfigReader, { listeners, tls }: Sections): void {
  for (const name of secureDoors(listeners)) {
    if (tls.certFile !== null && tls.keyFile !== null) continue;
    if (reader.isFlawed("tls.certFile") || reader.isFlawed("tls.keyFile")) continue;
    const path = `listeners.${name}.tls`;
    const message = "needs a certificate: set tls.certFile and tls.keyFile";
    reader.report(path, placeOf(reader, path), message, "`npm run dev-ca` makes both for development");
  }
  needsBoth(reader, tls, "certFile", "keyFile");
  needsBoth(reader, tls, "keyFile", "certFile");
  checkClients(reader, tls);
}

function needsBoth(reader: ConfigReader, tls: Sections["tls"], given: TlsFile, other: TlsFile): void {
  if (tls[given] === null || tls[other] !== null || reader.isFlawed(`tls.${other}`)) return;
  reader.report(`tls.${given}`, placeOf(reader, `tls.${given}`), `needs tls.${other} beside it`);
}

function checkClients(reader: ConfigReader, { clientCertificates, clientCaFile }: Sections["tls"]): void {
  if (reader.isFlawed("tls.clientCaFile") || reader.isFlawed("tls.clientCertificates")) return;
  if (clientCertificates !== "none" && clientCaFile === null) {
    const path = "tls.clientCertificates";
    reader.report(
      path,
      placeOf(reader, path),
      "needs tls.clientCaFile, the authorities that clients' certificates come from",
    );
  }
  if (clientCertificates === "none" && clientCaFile !== null) {
    const path = "tls.clientCaFile";
    const message = "does nothing while tls.clientCertificates is none";
    reader.report(path, placeOf(reader, path), message, "set that to optional or required, or leave this out");
  }
}

/** Certificates that no door uses look like TLS that is not there. */
export function warnOfUnusedTls({ listeners, tls }: Sections): string[] {
  if (tls.certFile === null || secureDoors(listeners).length > 0) return [];
  return ["tls.certFile is given, but no door speaks TLS: set listeners.<door>.tls to true"];
}

/** The names of the doors that speak TLS. */
export function secureDoors(listeners: GatewayConfig["listeners"]): string[] {
  const doors: [string, { readonly port: number; readonly tls?: boolean }][] = Object.entries(listeners);
  return doors.filter(([, { tls = false }]) => tls).map(([name]) => name);
}

type TlsFile = "certFile" | "keyFile";
