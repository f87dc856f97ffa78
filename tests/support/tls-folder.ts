import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Issued, TestCa } from "./test-ca.ts";

/** A folder with the files of TLS: `tls.crt`, `tls.key`, and `client-ca.crt` if there is an authority for clients. */
export class TlsFolder {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string;

  constructor(folder: string) {
    this.certFile = join(folder, "tls.crt");
    this.keyFile = join(folder, "tls.key");
    this.clientCaFile = join(folder, "client-ca.crt");
  }

  write({ cert, key }: Issued, clientCa?: TestCa): this {
    replace(this.keyFile, key);
    replace(this.certFile, cert);
    if (clientCa !== undefined) replace(this.clientCaFile, clientCa.cert);
    return this;
  }

  /** The lines of `prism.yaml` for these files. */
  yaml(more = ""): string {
    return `listeners: { tcp: { tls: true }, grpc: { tls: true }, http: { tls: true }, admin: { tls: true } }
tls:
  certFile: ${this.certFile}
  keyFile: ${this.keyFile}
${more}`;
  }

  /** … when clients show certificates. */
  mutualYaml(clientCertificates: "optional" | "required", more = ""): string {
    return this.yaml(`  clientCaFile: ${this.clientCaFile}\n  clientCertificates: ${clientCertificates}\n${more}`);
  }
}

/** As whoever renews certificates does it: written beside, then renamed into its place. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
