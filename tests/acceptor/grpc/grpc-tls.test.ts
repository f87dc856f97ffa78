import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connect } from "node:tls";
import * as grpc from "@grpc/grpc-js";
import { eventually } from "../../support/eventually.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { grpcPlaces } from "../../support/grpc-transports.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Issued, TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";

type Flags = (typeof grpcPlaces)[number]["flags"];

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const ada = clientCa.issueClient({ commonNames: ["ada"] });

const rules = `auth: { mode: required }
backends: { ram: { type: memory } }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "user:ada", allow: [all] }] }
`;

async function open(t: TestContext, flags: Flags, yaml: (folder: TlsFolder) => string) {
  const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
  return {
    folder,
    started: await StartedGateway.open(t, {
      yaml: yaml(folder),
      flags: { workers: 1, ...flags },
    }),
  };
}

function clientOf(t: TestContext, port: number, issued: Issued | null, root = ca.cert): GrpcClient {
  return GrpcClient.secure(t, port, { ca: root, ...issued });
}

const put = { namespace: "memory", key: "k", value: Buffer.from("v") };

for (const { name, flags } of grpcPlaces) {
  describe(`gRPC over TLS, ${name}`, () => {
    it("serves who trusts its certificate, over h2", async (t) => {
      const { started } = await open(t, flags, (folder) => folder.yaml());
      const client = clientOf(t, started.grpcPort, null);
      assert.ok((await client.call("Put", put)).version);
      await assert.rejects(clientOf(t, started.grpcPort, null, clientCa.cert).call("Put", put, { timeoutMs: 2_000 }));
    });

    it("refuses in its handshake who speaks another protocol than h2", async (t) => {
      const { started } = await open(t, flags, (folder) => folder.yaml());
      const options = { host: "127.0.0.1", port: started.grpcPort, servername: "localhost", ca: ca.cert };
      const outcome = (ALPNProtocols: string[]) =>
        new Promise<unknown>((resolve) => {
          const socket = connect({ ...options, ALPNProtocols }, () => resolve(socket.alpnProtocol));
          socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
          t.after(() => socket.destroy());
        });
      assert.equal(await outcome(["h2", "http/1.1"]), "h2");
      assert.equal(await outcome(["http/1.1"]), "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL");
    });

    it("takes a client's certificate for who it is, and its credentials before that", async (t) => {
      const { started } = await open(t, flags, (folder) => folder.mutualYaml("optional", rules));
      assert.ok((await clientOf(t, started.grpcPort, ada).call("Put", put)).version);
      const unknown = clientOf(t, started.grpcPort, clientCa.issueClient({ commonNames: ["bob"] }));
      await assert.rejects(unknown.call("Put", put), { code: grpc.status.PERMISSION_DENIED });
      await assert.rejects(clientOf(t, started.grpcPort, null).call("Put", put), { code: grpc.status.UNAUTHENTICATED });
      const metadata = { authorization: "Bearer forged" };
      const forged = clientOf(t, started.grpcPort, ada).call("Put", put, { metadata });
      await assert.rejects(forged, { code: grpc.status.UNAUTHENTICATED });
    });

    it("shows new clients a new certificate, and keeps the old ones", async (t) => {
      const { started, folder } = await open(t, flags, (files) => files.yaml());
      const old = clientOf(t, started.grpcPort, null);
      await old.call("Put", put);
      const nextCa = new TestCa("next");
      folder.write(nextCa.issueServer());
      const isServed = () =>
        clientOf(t, started.grpcPort, null, nextCa.cert)
          .call("Put", put, { timeoutMs: 2_000 })
          .then(
            () => true,
            () => false,
          );
      await eventually("the new certificate is served", isServed);
      assert.ok((await old.call("Put", put)).version);
    });
  });
}
