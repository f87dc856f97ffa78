import type { OpenedDownload } from "../../codec/large-value-answers.ts";
import { Failure } from "../../common/failure.ts";
import { ValueCalls } from "../large/value-calls.ts";
import { type ByteSpan, downloadParts, openValue } from "../large/value-download.ts";
import { acceptsEncoding } from "./accept-encoding.ts";
import type { HttpRequest } from "./http-request.ts";
import {
  answerBytes,
  contentRange,
  type ItemState,
  keyNotFound,
  notModifiedHeaders,
  readHeaders,
  refuseRange,
  spanOf,
} from "./item-answer.ts";

/** A read has failed: when that is because its value is in chunks, it is answered with those. */
export function getLarge(request: HttpRequest, failure: Failure): void {
  if (failure.reason !== "VALUE_IS_LARGE") {
    request.fail(failure);
    return;
  }
  const [namespace, key] = request.params as [string, string];
  const calls = new ValueCalls(namespace, key, (call, message, onAnswer) => request.ask(call, message, onAnswer));
  request.onGone = () => calls.giveUp();
  openValue(calls)
    .then((opened) => answer(request, calls, opened))
    .catch((error: unknown) => request.fail(request.failureOf(error, namespace)));
}

async function answer(request: HttpRequest, calls: ValueCalls, opened: OpenedDownload): Promise<void> {
  if (request.isOver) return;
  if (!opened.found) {
    request.fail(keyNotFound);
    return;
  }
  const { headers } = request;
  const { version, expiresAtMs, size } = opened;
  // A part is always one of the bytes themselves: of encoded ones nobody could tell where a part of the value begins.
  const encoding = headers.range === null ? encodingFor(request, opened) : "";
  const item: ItemState = { version, expiresAtMs, encoding };
  const head = readHeaders(headers, item);
  if (head instanceof Failure) request.fail(head);
  else if (head === null) request.answer(304, [...notModifiedHeaders(item), ...variation(opened)], null);
  else if (opened.downloadId === "") answerBytes(request, head, { version, value: opened.value as Uint8Array });
  else {
    head.push("Accept-Ranges", encoding === "" ? "bytes" : "none", ...variation(opened));
    if (encoding !== "") head.push("Content-Encoding", encoding);
    const span = encoding === "" ? spanOf(headers, version, size) : null;
    if (span === "unsatisfiable") refuseRange(request, size);
    else await sendParts(request, calls, { opened, head, span, encoding });
  }
}

interface PartsToSend {
  readonly opened: OpenedDownload;
  readonly head: string[];
  readonly span: ByteSpan | null;
  /** As the chunks are kept; empty = decoded. */
  readonly encoding: string;
}

async function sendParts(
  request: HttpRequest,
  calls: ValueCalls,
  { opened, head, span, encoding }: PartsToSend,
): Promise<void> {
  const { size, keptBytes } = opened;
  const all = span ?? { from: 0, to: size };
  if (span !== null) head.push("Content-Range", contentRange(span, size));
  const totalBytes = encoding === "" ? all.to - all.from : keptBytes;
  const body = request.answerParts(span === null ? 200 : 206, head, totalBytes);
  if (body === null) return;
  const { downloadRoom } = request.services;
  const accept = encoding === "" ? [] : [encoding];
  try {
    for await (const { data } of downloadParts({ calls, room: downloadRoom, opened, span: all, accept })) {
      if (request.isOver) return;
      await body.write(data);
    }
  } catch (error) {
    // The head has left: that the rest is missing is all that the client can be told. What the log is told is as ever.
    request.failureOf(error, calls.namespace);
    body.cut();
  }
}

/**
 * How the chunks are kept, when the client can take that and they are all kept so. Each is a frame of zstd or a member of gzip
 * by itself. Of frames one behind the other all are read (RFC 8878, 3.1); of members, which RFC 1952 allows as well, browsers and
 * curl read the first alone, and browsers do not even say so: chunks in gzip are decoded.
 */
function encodingFor({ headers }: HttpRequest, opened: OpenedDownload): string {
  return mayStayEncoded(opened) && acceptsEncoding(headers.acceptEncoding, opened.encoding) ? opened.encoding : "";
}

function mayStayEncoded({ encoding, keptBytes, downloadId }: OpenedDownload): boolean {
  return downloadId !== "" && keptBytes > 0 && encoding === "zstd";
}

/** For caches: whether other clients may get other bytes; said of a part, too, and of what has not changed (RFC 9110, 15.3.7 and 15.4.5). */
function variation(opened: OpenedDownload): readonly string[] {
  return mayStayEncoded(opened) ? ["Vary", "Accept-Encoding"] : [];
}
