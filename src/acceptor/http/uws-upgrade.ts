import type { HttpRequest, HttpResponse, us_socket_context_t, WebSocket } from "uWebSockets.js";
import type { Identity } from "../../security/authenticator.ts";
import type { HttpUpgrade, WebSocketLink, WebSocketPeer } from "./exchange.ts";
import type { OpenExchanges } from "./open-exchanges.ts";
import { UwsExchange } from "./uws-exchange.ts";

/** What the server keeps with each WebSocket. */
export interface UwsPeer {
  readonly peer: WebSocketPeer;
}

/** An upgrade over uWebSockets.js. */
export class UwsUpgrade extends UwsExchange implements HttpUpgrade {
  private readonly context: us_socket_context_t;

  constructor(
    response: HttpResponse,
    request: HttpRequest,
    identity: Identity | null,
    parts: { open: OpenExchanges; context: us_socket_context_t },
  ) {
    super(response, request, identity, parts.open);
    this.context = parts.context;
  }

  accept(peer: WebSocketPeer): void {
    if (this.isOver) return;
    this.finish();
    const { response, headers, context } = this;
    // No subprotocol and no extension is taken.
    response.cork(() => response.upgrade<UwsPeer>({ peer }, headers.webSocketKey ?? "", "", "", context));
  }
}

export class UwsWebSocket implements WebSocketLink {
  private readonly socket: WebSocket<UwsPeer>;

  constructor(socket: WebSocket<UwsPeer>) {
    this.socket = socket;
  }

  send(bytes: Buffer): void {
    // Copied, as far as the kernel does not take it.
    this.socket.send(bytes, true);
  }

  get unsentBytes(): number {
    return this.socket.getBufferedAmount();
  }

  end(code: number, reason: string): void {
    this.socket.end(code, reason);
  }

  destroy(): void {
    this.socket.close();
  }
}
