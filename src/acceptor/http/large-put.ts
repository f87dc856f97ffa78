import type { ClientRequest } from "../../codec/client-request.ts";
import type { Failure } from "../../common/failure.ts";
import { MAX_LARGE_VALUE_BYTES, MAX_VALUE_BYTES } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import { BODY_ENCODINGS, decoded } from "../large/decoded.ts";
import { smallValueOf, takeFirst, withRest } from "../large/first-parts.ts";
import { encodingNotTaken, idempotencyKeyNotKept } from "../large/refusals.ts";
import { ValueCalls } from "../large/value-calls.ts";
import { ValueUpload } from "../large/value-upload.ts";
import { entityTag } from "./entity-tags.ts";
import { bodyTooLarge } from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import type { StreamedBody } from "./streamed-body.ts";

export interface StreamedPut {
  readonly body: StreamedBody;
  /** What its path and headers ask for. */
  readonly call: ClientRequest;
  /** Puts a value that is in `request.body`, as any that is small. */
  readonly putSmall: (request: HttpRequest) => Failure | null;
}

/**
 * Takes a body part by part. Up to a mebibyte, without its encoding, it is a value like any other; a larger one goes to its
 * store in chunks while it comes, and becomes the key's value when all of it is there.
 */
export function putLarge(request: HttpRequest, put: StreamedPut): void {
  const { contentEncoding, contentLength } = request.headers;
  const encoding = contentEncoding === null ? "" : contentEncoding.trim().toLowerCase();
  const isPlain = encoding === "" || encoding === "identity";
  const { body } = put;
  if (!isPlain && !BODY_ENCODINGS.includes(encoding)) body.refuse(request, encodingNotTaken(BODY_ENCODINGS));
  else if (Number(contentLength) > MAX_LARGE_VALUE_BYTES) {
    body.refuse(request, bodyTooLarge(MAX_LARGE_VALUE_BYTES));
  } else {
    const source = isPlain ? body.queue : decoded(body.queue, encoding);
    write(request, put, { source, encoding: isPlain ? "" : encoding }).catch((error: unknown) => {
      body.refuse(request, request.failureOf(error, put.call.namespace));
    });
  }
}

interface Incoming {
  readonly source: AsyncIterable<Buffer>;
  /** That the client has chosen, and that the value is kept in; empty = none. */
  readonly encoding: string;
}

async function write(request: HttpRequest, { body, call, putSmall }: StreamedPut, incoming: Incoming): Promise<void> {
  const { uploadRoom } = request.services;
  await uploadRoom.take(MAX_VALUE_BYTES);
  let hasRoom = true;
  const giveBack = (): void => {
    if (hasRoom) uploadRoom.release(MAX_VALUE_BYTES);
    hasRoom = false;
  };
  const parts = incoming.source[Symbol.asyncIterator]();
  try {
    const first = await takeFirst(parts);
    if (request.isOver) return;
    if (first.isAll) {
      request.body = smallValueOf(first.parts);
      const failure = putSmall(request);
      if (failure !== null) request.fail(failure);
      return;
    }
    if (request.headers.idempotencyKey !== null) throw new PrismError(idempotencyKeyNotKept);
    giveBack();
    await upload(request, { body, call, encoding: incoming.encoding }, withRest(first.parts, parts));
  } finally {
    giveBack();
    // Ends what decodes it.
    await parts.return?.();
  }
}

interface Upload {
  readonly body: StreamedBody;
  readonly call: ClientRequest;
  readonly encoding: string;
}

async function upload(
  request: HttpRequest,
  { body, call, encoding }: Upload,
  source: AsyncIterable<Buffer>,
): Promise<void> {
  const { ttlMs, ifVersion, namespace, key } = call;
  const { contentLength } = request.headers;
  const size = encoding === "" && contentLength !== null ? Number(contentLength) : 0;
  const calls = new ValueCalls(namespace, key, (number, message, onAnswer) => request.ask(number, message, onAnswer));
  const target = { ttlMs, ifVersion, encoding, size, digest: null };
  const sending = new ValueUpload(calls, request.services.uploadRoom, target);
  request.onGone = () => {
    sending.giveUp();
    body.stop();
  };
  const { version } = await sending.send(source);
  const headers = ["ETag", entityTag(version)];
  if (request.isOver) return;
  if (ifVersion === 0) request.answer(201, headers, "");
  else request.answer(204, headers, null);
}
