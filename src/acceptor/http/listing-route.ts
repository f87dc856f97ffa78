import { CallNumber } from "../../codec/calls.ts";
import { ClientRequest } from "../../codec/client-request.ts";
import { messageType } from "../../codec/json/message-type.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_PAGE_ITEMS } from "../../common/limits.ts";
import { encodeCallMessage } from "./call-message.ts";
import { readNumber } from "./header-value.ts";
import * as refusals from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import { answerJson } from "./json-body.ts";
import { readQuery } from "./query.ts";
import type { Route } from "./router.ts";

/** A page of the items of a namespace, in JSON. */
export const listingRoute: Route = {
  method: "GET",
  path: "/v1/namespaces/{namespace}/keyvalue",
  maxBodyBytes: 0,
  call: CallNumber.KV_SCAN,
  handle: list,
};

const PARAMETERS = ["prefix", "start", "end", "pageSize", "pageToken", "keysOnly"] as const;

function list(request: HttpRequest): Failure | null {
  const query = readQuery(request.query, PARAMETERS);
  if (query instanceof Failure) return query;
  const { prefix = "", start = "", end = "", pageSize = "0", pageToken = "", keysOnly = "false" } = query;
  const size = readNumber(pageSize, MAX_PAGE_ITEMS);
  if (size < 0) return refusals.badNumber("pageSize", MAX_PAGE_ITEMS);
  if (keysOnly !== "true" && keysOnly !== "false") return badFlag;
  const call = new ClientRequest(CallNumber.KV_SCAN, request.params[0] as string);
  call.scan = { prefix, start, end, pageSize: size, pageToken, keysOnly: keysOnly === "true" };
  return request.call(call.call, encodeCallMessage(call), (bytes, from, to) =>
    answerJson(request, scanResponse, bytes, from, to),
  );
}

const scanResponse = messageType("prism.v1.ScanResponse");
const badFlag = refusals.badRequest("BAD_FLAG", "keysOnly", "keysOnly is true or false");
