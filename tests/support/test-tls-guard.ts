import { systemClock } from "../../src/common/clock.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";
import { TlsGuard } from "../../src/security/tls/tls-guard.ts";
import type { TlsFolder } from "./tls-folder.ts";

/** The rules of a door with these files, that asks its clients for nothing. */
export function testTlsGuard({ certFile, keyFile }: TlsFolder, handshakeTimeoutMs = 5_000): TlsGuard {
  return new TlsGuard({
    settings: {
      ...{ certFile, keyFile, clientCaFile: null, clientCertificates: "none", principalFrom: ["san-uri", "cn"] },
      ...{ trustDomain: null, minVersion: "TLSv1.2", handshakeTimeoutMs },
    },
    clock: systemClock,
    principals: new PrincipalRegistry(),
    log: () => undefined,
  });
}
