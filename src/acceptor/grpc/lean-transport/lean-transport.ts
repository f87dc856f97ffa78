import type { Socket } from "node:net";
import type { Clock } from "../../../common/clock.ts";
import { createSystemPrng } from "../../../common/prng.ts";
import { Outputs } from "../../http2/output.ts";
import type { ConnectionHost, GrpcTransport, TransportConnection } from "../transport/grpc-transport.ts";
import type { TransportSettings } from "../transport/transport-settings.ts";
import { LeanConnection } from "./lean-connection.ts";

/** HTTP/2 of our own: see the ADR on it, and src/acceptor/http2/. */
export class LeanTransport implements GrpcTransport {
  private readonly clock: Clock;
  private readonly settings: TransportSettings;
  private readonly outputs = new Outputs();
  private readonly connections = new Set<LeanConnection>();
  private readonly prng = createSystemPrng();
  private onEmpty: (() => void) | null = null;

  constructor({ clock, settings }: { readonly clock: Clock; readonly settings: TransportSettings }) {
    this.clock = clock;
    this.settings = settings;
  }

  take(socket: Socket, hostOf: (connection: TransportConnection) => ConnectionHost): void {
    const { clock, settings, outputs } = this;
    const connection = new LeanConnection(socket, {
      clock,
      settings,
      outputs,
      hostOf,
      ageMs: this.ageMs(),
      onGone: (gone) => {
        this.connections.delete(gone);
        if (this.connections.size === 0) this.onEmpty?.();
      },
    });
    this.connections.add(connection);
    if (this.onEmpty !== null) connection.close();
  }

  onTimer(nowUs: number): void {
    for (const connection of this.connections) connection.onTimer(nowUs);
  }

  close(): Promise<void> {
    for (const connection of this.connections) connection.close();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
      if (this.connections.size === 0) resolve();
    });
  }

  destroyAll(): void {
    for (const connection of this.connections) connection.destroy();
  }

  /** Give or take a tenth, so that those which came together do not come back together. */
  private ageMs(): number {
    const { maxConnectionAgeMs } = this.settings;
    const tenth = Math.floor(maxConnectionAgeMs / 10);
    return tenth === 0 ? maxConnectionAgeMs : maxConnectionAgeMs - tenth + this.prng.below(2 * tenth);
  }
}
