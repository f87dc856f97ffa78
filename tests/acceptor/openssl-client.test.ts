import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { needsOpenssl, OpensslClient } from "../support/openssl.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");

interface Opened {
  readonly started: StartedGateway;
  readonly caFile: string;
}

async function open(t: TestContext, isMutual: boolean): Promise<Opened> {
  const path = tempFolder(t);
  const folder = new TlsFolder(path).write(ca.issueServer(), clientCa);
  const started = await StartedGateway.open(t, { yaml: isMutual ? folder.mutualYaml("required") : folder.yaml() });
  const caFile = join(path, "ca.crt");
  writeFileSync(caFile, ca.cert);
  return { started, caFile };
}

describe("OpenSSL's client at a TCP door with TLS", { skip: needsOpenssl }, () => {
  for (const [flag, version] of [
    ["-tls1_2", "TLSv1.2"],
    ["-tls1_3", "TLSv1.3"],
  ] as const) {
    it(`finds its certificate good, and a suite with forward secrecy, by ${version}`, async (t) => {
      const { started, caFile } = await open(t, false);
      const client = new OpensslClient(t, started.port, flag, "-CAfile", caFile, "-verify_return_error");
      await client.printed(/Verify return code: 0 \(ok\)/);
      assert.match(client.output, new RegExp(`New, ${version}, Cipher is (ECDHE-ECDSA-|TLS_)AES.?128.?GCM.?SHA256`));
      assert.match(client.output, /Compression: NONE/);
    });
  }

  for (const flag of ["-tls1", "-tls1_1"]) {
    it(`is refused with ${flag}`, async (t) => {
      const { started } = await open(t, false);
      const client = new OpensslClient(t, started.port, flag, "-cipher", "DEFAULT@SECLEVEL=0");
      assert.notEqual(await client.ended, 0);
      assert.match(client.output, /alert protocol version/);
    });
  }

  it("is refused another handshake", async (t) => {
    const { started, caFile } = await open(t, false);
    const client = new OpensslClient(t, started.port, "-tls1_2", "-CAfile", caFile);
    await client.printed(/Verify return code/);
    client.type("R\n");
    await client.printed(/RENEGOTIATING[\s\S]*no renegotiation/);
  });

  it("is told that no handshake could be slipped in before another (RFC 5746)", async (t) => {
    const { started } = await open(t, false);
    const client = new OpensslClient(t, started.port, "-tls1_2", "-legacy_renegotiation");
    await client.printed(/Secure Renegotiation IS supported/);
  });

  it("is refused with a certificate that it has signed itself", async (t) => {
    const { started, caFile } = await open(t, true);
    const self = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    const file = join(tempFolder(t), "self.pem");
    writeFileSync(file, self.cert + self.key);
    const client = new OpensslClient(t, started.port, "-CAfile", caFile, "-cert", file);
    await client.ended;
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
    // It is told whose certificates are taken.
    assert.match(client.output, /Acceptable client certificate CA names\s+CN = clients/);
  });
});
