import { isUtf8 } from "node:buffer";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";

/** Checks of single fields. Each gives null, or a failure that names the field and the remedy. */

/** @param text a byte string. */
export function isUtf8Text(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return isUtf8(Buffer.from(text, "latin1"));
  return true;
}

/** A name that clients choose: it stands in logs and in the store, so it is text without control characters. */
export function checkName(text: string, field: string, maxBytes: number): Failure | null {
  if (text.length > maxBytes) {
    return invalid(
      "NAME_TOO_LARGE",
      field,
      `${field} has ${text.length} bytes; it has at most ${maxBytes} bytes of UTF-8`,
    );
  }
  if (!isUtf8Text(text) || hasControlCharacter(text)) {
    return invalid(
      "NAME_INVALID",
      field,
      `${field} is not UTF-8 without control characters; use letters, digits and marks`,
    );
  }
  return null;
}

/** A number of milliseconds, where 0 stands for what is usual. */
export function checkDuration(value: number, field: string, maxMs: number): Failure | null {
  if (value <= maxMs) return null;
  return invalid(
    "DURATION_OUT_OF_RANGE",
    field,
    `${field} is negative or over ${maxMs}; give 0 to ${maxMs} milliseconds`,
  );
}

export function invalid(reason: string, field: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const byte = text.charCodeAt(i);
    if (byte < 0x20 || byte === 0x7f) return true;
  }
  return false;
}
