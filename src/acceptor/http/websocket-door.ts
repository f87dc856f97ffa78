import { toByteString } from "../../codec/byte-string.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { Verdict } from "../../security/authenticator.ts";
import { Door } from "../../security/caller.ts";
import type { Acceptor } from "../acceptor.ts";
import type { Visitor } from "../connection.ts";
import type { CallIdentification } from "../identify-call.ts";
import type { HttpUpgrade } from "./exchange.ts";
import { SharedByWebSockets, WebSocketSession } from "./websocket-session.ts";

export const WEBSOCKET_PATH = "/v1/ws";

/**
 * The WebSocket door: frames as over TCP, in binary messages. Who comes with an `Authorization` or a certificate is known from the start;
 * a page in a browser cannot send one, and shows its credentials in its first frame.
 */
export class WebSocketDoor {
  private readonly acceptor: Acceptor;
  private readonly identification: CallIdentification;
  /** Together they are bounded too. */
  private readonly shared = new SharedByWebSockets();

  constructor(acceptor: Acceptor, identification: CallIdentification) {
    this.acceptor = acceptor;
    this.identification = identification;
  }

  /** Takes an upgrade that is well framed and of an allowed origin, or says why not. */
  take(upgrade: HttpUpgrade, fail: (failure: Failure) => void): void {
    const { authorization, upgrade: protocol, webSocketVersion } = upgrade.headers;
    if (protocol?.toLowerCase() !== "websocket" || webSocketVersion !== VERSION) {
      fail(webSocketRequired);
      return;
    }
    const known = upgrade.identity;
    const credential = authorization === null ? "" : toByteString(authorization);
    const verdict = credential === "" ? known : this.identification.identify(credential, known);
    const finish = (identity: Verdict | null): void => {
      if (identity instanceof Failure) fail(identity);
      else this.accept(upgrade, { door: Door.WEBSOCKET, identity, credential });
    };
    if (verdict instanceof Promise) void verdict.then(finish);
    else finish(verdict);
  }

  private accept(upgrade: HttpUpgrade, visitor: Visitor): void {
    upgrade.accept(new WebSocketSession(this.acceptor, visitor, this.shared));
  }
}

/** Of the protocol, by RFC 6455; there is no other. */
const VERSION = "13";

export const webSocketRequired = new Failure(
  Code.FAILED_PRECONDITION,
  "UPGRADE_REQUIRED",
  "this path speaks WebSocket alone, version 13; connect with a WebSocket client, as ws://…/v1/ws",
  { metadata: { field: "Upgrade" } },
);
