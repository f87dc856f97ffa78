import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import { grpcPlaces } from "../support/grpc-transports.ts";
import { encodeMessage, type Field } from "../support/protobuf.ts";
import { answerOf, framed, RawGrpc } from "../support/raw-grpc.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { givenUpCalls } from "./given-up-cases.ts";

/** With the smallest frames a connection has room for few messages, and a leak shows after few calls. */
const YAML = `
workers: 1
limits: { maxFrameBytes: 1114112 }
backends: { ram: { type: memory } }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram }
  - { name: events, pattern: stream, backend: ram }
`;
/** More than there is room for on a connection: of messages of the largest size, and of chunks. */
const TIMES = 17;
/** A connection without room answers nobody until a message has been too slow. */
const LATE_MS = 15_000;
const MIB = 1024 * 1024;
const LARGE = Buffer.alloc(4 * MIB, "0123456789abcdef");

async function open(t: TestContext, flags: Readonly<Record<string, unknown>>) {
  const started = await StartedGateway.open(t, { yaml: YAML, flags });
  const at = `http://127.0.0.1:${started.httpPort}/v1/namespaces/memory/keyvalue`;
  for (const [key, body] of Object.entries({ large: LARGE, small: LARGE.subarray(0, MIB / 2) })) {
    assert.equal((await fetch(`${at}/${key}`, { method: "PUT", body })).status, 204);
  }
  return started;
}

/** What no request has when none is under way; `fetches` of subscriptions end when their worker has heard. */
function taken({ gateway }: StartedGateway): Record<string, number> {
  const { acceptor } = gateway;
  const { http, subscriptions } = acceptor.counters;
  return {
    inFlight: acceptor.inFlight,
    fetches: acceptor.patience.waiting,
    http: http.underWay,
    subscriptions: subscriptions.grpc.active,
  };
}

const nothing = { inFlight: 0, fetches: 0, http: 0, subscriptions: 0 };

/** A message, chunks that come and go, and an answer, on one connection; resolves with how the calls end. */
async function ask(client: RawGrpc): Promise<(number | null)[]> {
  const fields: Field[] = [
    [1, "memory"],
    [2, "asked"],
    [3, LARGE.subarray(0, MIB - 100)],
  ];
  const stream = client.open("/prism.v1.KeyValueService/PutStream");
  stream.write(framed(encodeMessage(...fields)));
  stream.end(framed(encodeMessage(fields[2] as Field)));
  const answers = Promise.all([
    answerOf(stream),
    client.call("Put", encodeMessage(...fields)),
    client.call("Get", encodeMessage([1, "memory"], [2, "small"])),
    client.call("GetStream", encodeMessage([1, "memory"], [2, "large"])),
  ]);
  const late = new AbortController();
  const nobody = setTimeout(LATE_MS, null, { signal: late.signal }).catch(() => null);
  const statuses = await Promise.race([answers.then((all) => all.map(({ status }) => status)), nobody]);
  late.abort();
  return statuses ?? [];
}

describe("a connection of which calls end badly, time and again", () => {
  // Each transport, and each place of the door, once.
  for (const { name, flags } of [grpcPlaces[1], grpcPlaces[2]].filter((place) => place !== undefined)) {
    it(`has room for others as before, over gRPC (${name})`, { timeout: 120_000 }, async (t) => {
      const started = await open(t, flags);
      // Node's own bound for a client, which counts what it could not send.
      const client = new RawGrpc(t, started.grpcPort, { maxSessionMemory: 1_000 });
      for (const [name, call] of Object.entries(givenUpCalls)) {
        await Promise.all(Array.from({ length: TIMES }, (_, i) => call(client, i)));
        assert.deepEqual(await ask(client), [0, 0, 0, 0], `after ${name}`);
        await eventually(`nothing is taken after ${name}`, () => {
          return JSON.stringify(taken(started)) === JSON.stringify(nothing);
        });
      }
    });
  }
});
