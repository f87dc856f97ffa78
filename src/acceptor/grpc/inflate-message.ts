import { gunzip, inflate } from "node:zlib";
import type { Failure } from "../../common/failure.ts";
import * as refusals from "../refusals.ts";
import * as failures from "./failures.ts";

/** Inflates a message that is compressed as `encoding` says, to `maxBytes` at the most; calls back later. */
export function inflateMessage(
  message: Buffer,
  encoding: string,
  maxBytes: number,
  done: (result: Buffer | Failure) => void,
): void {
  const decompress = encoding === "gzip" ? gunzip : encoding === "deflate" ? inflate : null;
  if (decompress === null) {
    done(encoding === "identity" ? failures.encodingMissing : failures.encodingUnknown);
    return;
  }
  decompress(message, { maxOutputLength: maxBytes }, (error, result) => {
    if (error === null) done(result);
    else if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      done(refusals.messageTooLarge(maxBytes + 1, maxBytes));
    else done(failures.notCompressedSo);
  });
}
