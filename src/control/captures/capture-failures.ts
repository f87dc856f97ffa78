import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_CAPTURES } from "../../common/limits.ts";
import { quoted } from "../../common/printable.ts";
import { PrismError } from "../../common/prism-error.ts";

export function captureUnderWay(namespace: string, recording: string): PrismError {
  return refuse(
    new Failure(
      Code.FAILED_PRECONDITION,
      "CAPTURE_UNDER_WAY",
      `${namespace} is being recorded already; wait for its end, or stop it with \`prism capture stop ${recording}\``,
      { metadata: { namespace, recording } },
    ),
  );
}

export function tooManyCaptures(): PrismError {
  return refuse(
    new Failure(
      Code.RESOURCE_EXHAUSTED,
      "TOO_MANY_CAPTURES",
      `${MAX_CAPTURES} namespaces are being recorded, and no more may be at one time; stop one`,
      { retryAfterMs: 1_000 },
    ),
  );
}

export function noSuchCapture(recording: string, known: readonly string[]): PrismError {
  const list = known.length === 0 ? "none goes on" : `these go on: ${known.join(", ")}`;
  return refuse(
    new Failure(
      Code.NOT_FOUND,
      "CAPTURE_NOT_FOUND",
      `there is no recording ${quoted(recording, 80)} that goes on; ${list}`,
      { metadata: { field: "recording" } },
    ),
  );
}

export function captureDeclared(namespace: string): PrismError {
  return refuse(
    new Failure(
      Code.FAILED_PRECONDITION,
      "CAPTURE_DECLARED",
      `${namespace} declares that it is recorded; set its capture.mode to off instead`,
      { metadata: { namespace } },
    ),
  );
}

export function captureFolderUnusable(folder: string, cause: unknown): PrismError {
  const problem = (cause as Error).message;
  const message = `the folder of recordings, ${folder}, cannot be used: ${problem}; set captures.folder`;
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "CAPTURE_FOLDER_UNUSABLE", message), { cause });
}

function refuse(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}
