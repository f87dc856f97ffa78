import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bodyTooLarge, bodyTooSlow } from "../../../src/acceptor/http/http-refusals.ts";
import { type BodySource, StreamedBodies, StreamedBody } from "../../../src/acceptor/http/streamed-body.ts";
import type { Failure } from "../../../src/common/failure.ts";
import { HTTP_BODY_TIMEOUT_MS, MAX_REFUSED_BODY_BYTES, REFUSED_BODY_TIMEOUT_MS } from "../../../src/common/limits.ts";

const refusal = bodyTooLarge(1);

/** A body of which the test sends the parts, and what was answered while it came. */
function begin() {
  let onChunk: (chunk: Buffer, isLast: boolean) => void = () => undefined;
  const source: BodySource = {
    readBody: (taken) => (onChunk = taken),
    pauseBody: () => undefined,
    resumeBody: () => undefined,
  };
  const bodies = new StreamedBodies();
  const body = new StreamedBody(source, bodies);
  const answers: Failure[] = [];
  const refuse = () => body.refuse({ fail: (failure) => answers.push(failure) }, refusal);
  return { body, bodies, answers, refuse, send: (chunk: Buffer, isLast = false) => onChunk(chunk, isLast) };
}

/** Readings of the clock, which wraps: at its beginning, over its end, and below zero. */
const starts = [0, 2 ** 31 - 1_000_000, -(2 ** 31), -1_500_000_000, -1];

describe("a body that comes part by part", () => {
  it("is not waited for longer than its time, whatever the clock says", async () => {
    for (const startUs of starts) {
      const { body, bodies, send } = begin();
      const parts = body.queue[Symbol.asyncIterator]();
      send(Buffer.from("a"));
      await parts.next();
      const second = parts.next();
      for (let ms = 0; ms <= HTTP_BODY_TIMEOUT_MS; ms += 1_000) bodies.expire((startUs + ms * 1_000) | 0);
      assert.equal(body.queue.isOver, false, `${startUs}`);
      bodies.expire((startUs + (HTTP_BODY_TIMEOUT_MS + 1_000) * 1_000) | 0);
      await assert.rejects(second, { failure: bodyTooSlow }, `${startUs}`);
    }
  });

  it("is answered, when it is refused, once its client had time to send some more", () => {
    for (const startUs of starts) {
      const { bodies, answers, refuse } = begin();
      refuse();
      for (let ms = 0; ms <= REFUSED_BODY_TIMEOUT_MS; ms += 1_000) bodies.expire((startUs + ms * 1_000) | 0);
      assert.deepEqual(answers, [], `${startUs}`);
      bodies.expire((startUs + (REFUSED_BODY_TIMEOUT_MS + 1_000) * 1_000) | 0);
      assert.deepEqual(answers, [refusal], `${startUs}`);
    }
  });

  it("is answered, when it is refused, with its last part, or when it was read far enough", () => {
    const short = begin();
    short.refuse();
    short.send(Buffer.from("a"));
    assert.deepEqual(short.answers, []);
    short.send(Buffer.from("b"), true);
    assert.deepEqual(short.answers, [refusal]);
    const long = begin();
    long.refuse();
    long.send(Buffer.alloc(MAX_REFUSED_BODY_BYTES));
    assert.deepEqual(long.answers, []);
    long.send(Buffer.from("a"));
    assert.deepEqual(long.answers, [refusal]);
  });

  it("is not answered once its client is gone", () => {
    const { body, bodies, answers, refuse } = begin();
    body.stop();
    refuse();
    for (let us = 0; us <= 10_000_000; us += 1_000_000) bodies.expire(us);
    assert.deepEqual(answers, []);
  });

  it("is answered at once when it is refused after its last part", () => {
    const { answers, refuse, send } = begin();
    send(Buffer.from("a"), true);
    refuse();
    assert.deepEqual(answers, [refusal]);
  });
});
