import { type ClientHttp2Session, connect } from "node:http2";
import { formatAddress } from "../../client/address.ts";
import { PROBE_TIMEOUT_MS, reachable } from "./check-port.ts";

/** A call of Prism's is answered by more than that there is no such method; it may well be refused. */
export async function answersGrpc(host: string, port: number): Promise<boolean> {
  const session = connect(`http://${formatAddress({ host: reachable(host), port })}`);
  const timer = setTimeout(() => session.destroy(), PROBE_TIMEOUT_MS);
  try {
    const status = await askStatus(session);
    return status !== null && status !== UNIMPLEMENTED;
  } finally {
    clearTimeout(timer);
    session.destroy();
  }
}

/** The status of a call without a namespace; null when what answers does not speak gRPC. */
function askStatus(session: ClientHttp2Session): Promise<string | null> {
  return new Promise((resolve) => {
    session.on("error", () => resolve(null));
    session.on("close", () => resolve(null));
    const call = session.request({
      ":method": "POST",
      ":path": "/prism.v1.KeyValueService/Exists",
      "content-type": "application/grpc",
      te: "trailers",
    });
    const onHeaders = (headers: Record<string, unknown>): void => {
      if (headers["grpc-status"] !== undefined) resolve(String(headers["grpc-status"]));
    };
    call.on("error", () => resolve(null));
    call.on("response", onHeaders);
    call.on("trailers", onHeaders);
    call.resume();
    call.end(EMPTY_MESSAGE);
  });
}

/** Not compressed, and no bytes. */
const EMPTY_MESSAGE = Buffer.alloc(5);
const UNIMPLEMENTED = "12";
