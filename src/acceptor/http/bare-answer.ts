import type { Failure } from "../../common/failure.ts";
import { encodeProblem, problemHeaders, statusOf } from "./problem.ts";
import { statusLine } from "./status.ts";

/** A whole answer of HTTP/1.1 to whoever is not served, behind which the connection ends. */
export function bareAnswer(failure: Failure): string {
  const body = encodeProblem(failure);
  const headers = [
    ...problemHeaders(failure),
    "Content-Length",
    String(Buffer.byteLength(body)),
    "Connection",
    "close",
  ];
  let head = `HTTP/1.1 ${statusLine(statusOf(failure))}\r\n`;
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return `${head}\r\n${body}`;
}
