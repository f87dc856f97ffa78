import assert from "node:assert/strict";
import { request as requestHttps } from "node:https";
import { describe, it, type TestContext } from "node:test";
import { CLASS_NAMES } from "../../../src/common/operation-class.ts";
import { DOOR_NAMES, Door } from "../../../src/security/caller.ts";
import { frameOf } from "../../codec/messages.ts";
import { FrameClient } from "../../support/frame-client.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Issued, TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";
import { answerOf, type MatrixAnswer, type MatrixCall, ok, problemOf, requestOf, throughGrpc } from "./matrix-doors.ts";
import { fieldsOf, LET_IN_REASONS, type Operation, operations } from "./matrix-operations.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const strangers = new TestCa("clients");

const RULES = `auth: { mode: required }
backends: { ram: { type: memory } }
namespaces:
- name: orders
  pattern: keyvalue
  backend: ram
  access:
${CLASS_NAMES.map(
  (right) => `  - { principal: "user:only-${right}", allow: [${right}] }
  - { principal: "user:all-but-${right}", allow: [${CLASS_NAMES.filter((other) => other !== right).join(", ")}] }
`,
).join("")}`;

/** What a client shows in its handshake, and what becomes of its call; `cut off` when there is no answer at all. */
interface Certificate {
  readonly name: string;
  readonly issued: (operation: Operation) => Issued | null;
  readonly expected: string;
}

function named(name: (right: string) => string): (operation: Operation) => Issued {
  const issued = new Map(
    CLASS_NAMES.map((right) => [right as string, clientCa.issueClient({ commonNames: [name(right)] })]),
  );
  return ({ right }) => issued.get(right) as Issued;
}

const past = { notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") };
const ended = clientCa.issueClient({ commonNames: ["only-read"], ...past });
const foreign = strangers.issueClient({ commonNames: ["only-read"] });

const certificates: readonly Certificate[] = [
  { name: "none", issued: () => null, expected: "CREDENTIALS_REQUIRED" },
  { name: "one that has ended", issued: () => ended, expected: "cut off" },
  { name: "one of another authority", issued: () => foreign, expected: "cut off" },
  { name: "one without any right", issued: named(() => "nobody"), expected: "ACCESS_DENIED" },
  { name: "one with every other right", issued: named((right) => `all-but-${right}`), expected: "ACCESS_DENIED" },
  { name: "one with this right alone", issued: named((right) => `only-${right}`), expected: "" },
];

interface SecureDoor {
  readonly name: string;
  readonly door: Door;
  readonly carries: (operation: Operation) => boolean;
  readonly call: (
    t: TestContext,
    gateway: StartedGateway,
    call: MatrixCall,
    issued: Issued | null,
  ) => Promise<MatrixAnswer>;
}

const doors: readonly SecureDoor[] = [
  {
    name: "TCP",
    door: Door.TCP,
    carries: ({ frameField }) => frameField !== null,
    async call(t, gateway, call, issued) {
      const client = await FrameClient.secure(t, gateway.port, { ca: ca.cert, ...issued });
      const answer = await client.call(frameOf(requestOf(call)));
      client.socket.destroy();
      return answerOf(answer);
    },
  },
  {
    name: "gRPC",
    door: Door.GRPC,
    carries: () => true,
    call: (t, gateway, call, issued) =>
      throughGrpc(GrpcClient.secure(t, gateway.grpcPort, { ca: ca.cert, ...issued }), call),
  },
  {
    name: "HTTP",
    door: Door.HTTP,
    carries: ({ method }) => !method.streams && !method.takesStream,
    call: (_, gateway, { operation, namespace, key }, issued) =>
      new Promise((resolve, reject) => {
        const { service, name } = operation.method;
        const request = requestHttps(
          {
            ...{
              host: "127.0.0.1",
              servername: "localhost",
              port: gateway.httpPort,
              agent: false,
              ca: ca.cert,
              ...issued,
            },
            ...{ method: "POST", path: `/v1/${service}/${name}`, headers: { "content-type": "application/json" } },
          },
          (response) => {
            let body = "";
            response.setEncoding("utf8").on("data", (text: string) => {
              body += text;
            });
            response.on("end", () => resolve(response.statusCode === 200 ? ok : problemOf(body)));
          },
        );
        request.on("error", reject);
        request.end(JSON.stringify(fieldsOf(operation, namespace, key)));
      }),
  },
];

async function outcome(
  t: TestContext,
  gateway: StartedGateway,
  door: SecureDoor,
  { operation, issued }: { operation: Operation; issued: Issued | null },
): Promise<string> {
  const call = { operation, namespace: "orders", key: "k", authorization: null };
  try {
    return (await door.call(t, gateway, call, issued)).reason;
  } catch {
    return "cut off";
  }
}

describe("whoever shows a certificate", () => {
  it("can do so at every door with a listener of its own", () => {
    const covered = doors.map(({ door }) => DOOR_NAMES[door]);
    // WebSocket comes in by the listener of HTTP.
    assert.deepEqual(
      DOOR_NAMES.filter((name) => !["admin", "websocket"].includes(name) && !covered.includes(name)),
      [],
    );
  });

  for (const door of doors) {
    it(`is let in or not by ${door.name} by what it names and by the rules, for every operation`, async (t) => {
      const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
      const yaml = folder.mutualYaml("optional", RULES);
      const gateway = await StartedGateway.open(t, { yaml, flags: { workers: 1 } });
      for (const { name, issued, expected } of certificates) {
        for (const operation of operations.filter(door.carries)) {
          const what = `${operation.name} with ${name}`;
          const letIn = LET_IN_REASONS[operation.method.name] ?? "";
          const told = await outcome(t, gateway, door, { operation, issued: issued(operation) });
          assert.equal(told, expected === "" ? letIn : expected, what);
        }
      }
    });
  }
});
