import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AnswerHandler } from "../../../src/acceptor/call-port.ts";
import {
  type Caller,
  type Desk,
  nobodyWaits,
  type ReceivedCall,
  type Reception,
  type ShownCall,
} from "../../../src/acceptor/reception.ts";
import { ReceptionHost } from "../../../src/acceptor/remote/reception-host.ts";
import { methods, RemoteReception } from "../../../src/acceptor/remote/remote-reception.ts";
import { encodeError } from "../../../src/codec/error.ts";
import { findMethod, type Method } from "../../../src/codec/json/services.ts";
import { readError } from "../../../src/codec/read-error.ts";
import { RESPONSE_ERROR } from "../../../src/codec/response.ts";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { PrincipalRegistry } from "../../../src/security/principal-registry.ts";

const method = findMethod("KeyValueService", "Put") as Method;
const unauthenticated = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "no");

interface NotedCall extends ReceivedCall {
  readonly onAnswer: AnswerHandler;
  isAbandoned: boolean;
  isLeft: boolean;
}

/** What stands behind the door, and notes what it is told: the tests answer. */
class NotingReception implements Reception {
  readonly maxMessageBytes = 1_000;
  readonly callers: Caller[] = [];
  readonly admitted: ShownCall[] = [];
  readonly calls: NotedCall[] = [];
  closed = 0;
  verdict: (call: ShownCall) => Failure | null | Promise<Failure | null> = () => null;

  serves(): boolean {
    return true;
  }

  open(caller: Caller): Desk {
    this.callers.push(caller);
    return {
      admit: (call) => {
        this.admitted.push(call);
        return this.verdict(call);
      },
      send: (call, onAnswer) => {
        // As a door's message, it is borrowed.
        const noted = { ...call, message: Buffer.from(call.message), onAnswer, isAbandoned: false, isLeft: false };
        this.calls.push(noted);
        return {
          abandon: (isLeft = false) => {
            noted.isAbandoned = true;
            noted.isLeft = isLeft;
          },
        };
      },
      close: () => {
        this.closed++;
      },
    };
  }
}

/** Both ends, with what crosses between them; a batch is lost to its sender, as when it is transferred. */
function connect(isOpen = false) {
  const behind = new NotingReception();
  const cross = (to: () => { receive(batch: Uint8Array): void }) => (batch: Uint8Array<ArrayBuffer>) => {
    const copy = structuredClone(batch, { transfer: [batch.buffer] });
    setImmediate(() => to().receive(copy));
  };
  const host: ReceptionHost = new ReceptionHost({
    reception: behind,
    principals: new PrincipalRegistry(),
    post: cross(() => remote),
  });
  const remote: RemoteReception = new RemoteReception({
    maxMessageBytes: behind.maxMessageBytes,
    served: methods.map(() => true),
    isOpen,
    post: cross(() => host),
  });
  return { behind, host, remote };
}

/** Until what was said has crossed, and its answer too. */
async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve));
}

const call = (changes: Partial<ReceivedCall> = {}): ReceivedCall => ({
  ...{ method, authorization: "", traceparent: "", idempotencyKey: "", timeoutMs: 0, message: Buffer.from("m") },
  ...changes,
});

/** Calls that one of the ends has noted. */
function underWay(end: object, table: "sent" | "waiting"): number {
  return (end as Record<typeof table, { readonly size: number }>)[table].size;
}

const anybody: Caller = { peer: "", identity: null };

describe("a reception on another thread", () => {
  it("hands over each call as it is, and its answer", async () => {
    const { behind, remote } = connect();
    const principal = { id: 77, name: "user:ada", teams: [] };
    const desk = remote.open({ peer: "10.0.0.1", identity: { principal, expiresAtMs: 5e12 } });
    const answers: string[] = [];
    const sent = call({
      authorization: "Bearer \xe9",
      traceparent: "00-a-b-01",
      tracestate: "a=1",
      idempotencyKey: "once",
      timeoutMs: 4_000_000_000,
      message: Buffer.from("message"),
    });
    desk.send(sent, (result, bytes, start, end) => answers.push(`${result} ${bytes.toString("utf8", start, end)}`));
    await settled();
    const { onAnswer, isAbandoned, isLeft: _, ...came } = behind.calls[0] as NotedCall;
    assert.deepEqual(came, sent);
    assert.deepEqual(behind.callers[0]?.peer, "10.0.0.1");
    const { identity } = behind.callers[0] as Caller;
    assert.deepEqual([identity?.principal.name, identity?.expiresAtMs], ["user:ada", 5e12]);
    onAnswer(method.call as number, Buffer.from("<answer>"), 1, 7, 0, 0, "");
    await settled();
    assert.deepEqual([answers, isAbandoned], [["0 answer"], false]);
  });

  it("says what failed, and why", async () => {
    const { behind, remote } = connect();
    const failed: (Failure | null)[] = [];
    remote.open(anybody).send(call(), (result, bytes, start, end) => {
      assert.equal(result, RESPONSE_ERROR);
      failed.push(readError(bytes, start, end));
    });
    await settled();
    const error = encodeError(unauthenticated);
    behind.calls[0]?.onAnswer(RESPONSE_ERROR, error, 0, error.length, 0, 0, "");
    await settled();
    assert.deepEqual(failed, [unauthenticated]);
  });

  it("keeps calls apart that are answered in another order, and gives up those that nobody waits for", async () => {
    const { behind, remote } = connect();
    const desk = remote.open(anybody);
    const answers: string[] = [];
    const send = (name: string) =>
      desk.send(call({ message: Buffer.from(name) }), (_, bytes, start, end) => {
        answers.push(`${name}: ${bytes.toString("utf8", start, end)}`);
      });
    const [, second, , fourth] = ["first", "second", "third", "fourth"].map(send);
    await settled();
    second?.abandon();
    second?.abandon();
    fourth?.abandon(true);
    await settled();
    assert.deepEqual(
      behind.calls.map(({ isAbandoned, isLeft }) => [isAbandoned, isLeft]),
      [
        [false, false],
        [true, false],
        [false, false],
        [true, true],
      ],
    );
    for (const { message, onAnswer } of [...behind.calls].reverse()) {
      onAnswer(1, message as Buffer, 0, message.length, 0, 0, "");
    }
    await settled();
    assert.deepEqual(answers, ["third: third", "first: first"]);
  });

  it("asks once whether credentials are good, and again when they are no longer", async () => {
    const { behind, remote } = connect();
    const desk = remote.open(anybody);
    const shown = call({ authorization: "Bearer ada" });
    assert.equal(await desk.admit(shown), null);
    assert.equal(desk.admit(shown), null);
    desk.send(shown, () => undefined);
    await settled();
    const error = encodeError(unauthenticated);
    behind.calls[0]?.onAnswer(RESPONSE_ERROR, error, 0, error.length, 0, 0, "");
    await settled();
    behind.verdict = () => Promise.resolve(unauthenticated);
    assert.deepEqual(await desk.admit(shown), unauthenticated);
    assert.deepEqual(await desk.admit(shown), unauthenticated);
    assert.equal(behind.admitted.length, 3);
  });

  it("does not ask at a gateway that asks nobody", async () => {
    const { behind, remote } = connect(true);
    assert.equal(remote.open(anybody).admit(call({ authorization: "whatever" })), null);
    await settled();
    assert.deepEqual(behind.admitted, []);
  });

  it("has each call carry its own credentials, however many take turns", async () => {
    const { behind, remote } = connect();
    const desk = remote.open(anybody);
    const shown = Array.from({ length: 100 }, (_, i) => `Bearer ${(i * 7) % 50}`);
    for (const authorization of ["", ...shown, ""]) desk.send(call({ authorization }), () => undefined);
    await settled();
    assert.deepEqual(
      behind.calls.map(({ authorization }) => authorization),
      ["", ...shown, ""],
    );
  });

  it("keeps nothing of what a client that goes is told no answer to", async () => {
    const { behind, host, remote } = connect();
    const desk = remote.open(anybody);
    desk.send(call({ message: Buffer.from("the last word") }), nobodyWaits);
    desk.close();
    await settled();
    assert.deepEqual([behind.calls[0]?.message.toString(), behind.closed], ["the last word", 1]);
    assert.deepEqual([underWay(host, "sent"), underWay(remote, "waiting")], [0, 0]);
  });

  it("leaves nothing behind when a client goes, or the thread", async () => {
    const { behind, host, remote } = connect();
    const [first, second] = [remote.open(anybody), remote.open(anybody)];
    let answered = 0;
    for (const desk of [first, second]) desk.send(call(), () => answered++);
    first.close();
    first.close();
    first.send(call(), () => answered++);
    assert.equal((first.admit(call()) as Failure).reason, "CALL_NOT_DONE");
    await settled();
    assert.deepEqual([behind.closed, behind.calls.length], [1, 2]);
    host.close();
    assert.equal(behind.closed, 2);
    for (const { onAnswer } of behind.calls) onAnswer(1, Buffer.of(), 0, 0, 0, 0, "");
    await settled();
    assert.equal(answered, 0);
  });
});
