import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { ClientRequest } from "../codec/client-request.ts";
import type { PrismError } from "../common/prism-error.ts";
import { AccessToken } from "./access-token.ts";
import type { Address } from "./address.ts";
import type { Channel, ChannelOwner, ChannelParts } from "./channel.ts";
import type { ResolvedOptions } from "./client-options.ts";
import { type ConnectorHandlers, openSocket } from "./connector.ts";
import * as failures from "./failures.ts";
import { FrameChannel } from "./frame-channel.ts";
import { GrpcChannel } from "./grpc-channel.ts";
import { connectionOptions } from "./tls-options.ts";

/** Opens connections to one address, in the protocol that it names. */
export class Dialer {
  readonly token: AccessToken;
  private readonly parts: ChannelParts;
  private readonly tls: ConnectionOptions | null;

  constructor(address: Address, options: ResolvedOptions) {
    if (options.tls !== null && !address.isSecure) throw failures.tlsNotUsed();
    this.tls = address.isSecure ? connectionOptions(address, options.tls ?? {}) : null;
    this.token = new AccessToken(options.token, options.timer, options.connectTimeoutMs);
    this.parts = { address, options, token: this.token };
  }

  /** Has a token ready and opens a socket; exactly one handler is called, once. Returns what gives the attempt up. */
  dial(handlers: ConnectorHandlers): () => void {
    if (!this.token.isRenewable) return this.open(handlers);
    let isGivenUp = false;
    let giveUpOpening: (() => void) | null = null;
    this.token.fetch().then(
      () => {
        if (!isGivenUp) giveUpOpening = this.open(handlers);
      },
      (cause: Error) => {
        if (!isGivenUp) handlers.onFailed(cause);
      },
    );
    return () => {
      isGivenUp = true;
      giveUpOpening?.();
    };
  }

  /** What is spoken on a socket that is open. */
  createChannel(socket: Socket, owner: ChannelOwner): Channel {
    return this.parts.address.protocol === "grpc"
      ? new GrpcChannel(socket, owner, this.parts)
      : new FrameChannel(socket, owner, this.parts);
  }

  /** Why the protocol cannot carry a request; null when it can. */
  refusal(request: ClientRequest): PrismError | null {
    if (this.parts.address.protocol === "frames" || headerText.test(request.idempotencyKey)) return null;
    return failures.invalid(
      "IDEMPOTENCY_KEY_NOT_PRINTABLE",
      "idempotencyKey",
      "over gRPC an idempotencyKey travels in a header: give printable ASCII without a space at either end",
    );
  }

  private open(handlers: ConnectorHandlers): () => void {
    const { address, options } = this.parts;
    const { connectTimeoutMs: timeoutMs, timer } = options;
    return openSocket(address, { timeoutMs, timer, tls: this.tls }, handlers);
  }
}

/** What comes out of a header as it went in: others drop the header, and the write would lose its key. */
const headerText = /^(?! )[\x20-\x7e]*(?<! )$/;
