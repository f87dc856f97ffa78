import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { secureDoors } from "../../src/config/check-tls.ts";
import { loadText, problemsOf } from "./load-text.ts";

const files = "  certFile: tls/a.crt\n  keyFile: tls/a.key\n";

describe("TLS in the configuration", () => {
  it("is off, and asks nobody for a certificate, unless it is set", () => {
    const { listeners, tls, warnings } = loadText(null);
    assert.deepEqual(secureDoors(listeners), []);
    assert.deepEqual(
      { ...tls },
      {
        certFile: null,
        keyFile: null,
        clientCaFile: null,
        clientCertificates: "none",
        principalFrom: ["san-uri", "san-dns", "cn"],
        trustDomain: null,
        minVersion: "TLSv1.2",
        handshakeTimeoutMs: 5000,
      },
    );
    assert.deepEqual(warnings, []);
  });

  it("has files that stand relative to the configuration", () => {
    const { tls } = loadText(
      `listeners: { tcp: { tls: true } }\ntls:\n${files}  clientCaFile: /etc/ca.crt\n  clientCertificates: optional\n`,
    );
    assert.match(tls.certFile ?? "", /^\/.*\/tls\/a\.crt$/);
    assert.match(tls.keyFile ?? "", /^\/.*\/tls\/a\.key$/);
    assert.equal(tls.clientCaFile, "/etc/ca.crt");
  });

  it("needs a certificate on every door that has it", () => {
    assert.deepEqual(problemsOf("listeners:\n  tcp: { tls: true }\n  admin:\n    tls: true\n"), [
      "prism.yaml:2:15: listeners.tcp.tls: needs a certificate: set tls.certFile and tls.keyFile; `npm run dev-ca` makes both for development",
      "prism.yaml:4:10: listeners.admin.tls: needs a certificate: set tls.certFile and tls.keyFile; `npm run dev-ca` makes both for development",
    ]);
    const [problem = ""] = problemsOf(null, { flags: { "listeners.tcp.tls": "true" } });
    assert(problem.startsWith("--listeners-tcp-tls: listeners.tcp.tls: needs a certificate"), problem);
  });

  it("needs the certificate and the key together", () => {
    assert.deepEqual(problemsOf("tls:\n  certFile: a.crt\n"), [
      "prism.yaml:2:13: tls.certFile: needs tls.keyFile beside it",
    ]);
    assert.deepEqual(problemsOf("tls:\n  keyFile: a.key\n"), [
      "prism.yaml:2:12: tls.keyFile: needs tls.certFile beside it",
    ]);
  });

  it("needs authorities for clients' certificates, and no others", () => {
    assert.deepEqual(problemsOf(`tls:\n${files}  clientCertificates: required\n`), [
      "prism.yaml:4:23: tls.clientCertificates: needs tls.clientCaFile, the authorities that clients' certificates come from",
    ]);
    assert.deepEqual(problemsOf(`tls:\n${files}  clientCaFile: ca.crt\n`), [
      "prism.yaml:4:17: tls.clientCaFile: does nothing while tls.clientCertificates is none; set that to optional or required, or leave this out",
    ]);
  });

  it("has a warning when there is a certificate that no door uses", () => {
    assert.deepEqual(loadText(`tls:\n${files}`).warnings, [
      "tls.certFile is given, but no door speaks TLS: set listeners.<door>.tls to true",
    ]);
  });

  it("knows its versions and rules", () => {
    const [problem = ""] = problemsOf("tls: { minVersion: TLSv1.1 }");
    assert.match(problem, /must be one of TLSv1.2, TLSv1.3/);
    assert.equal(problemsOf("tls: { principalFrom: [san-url] }").length, 1);
  });
});
