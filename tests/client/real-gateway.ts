import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Protocol } from "../../src/client/address.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { Gateway } from "../../src/control/gateway.ts";
import { freeLoopbackPorts } from "../../src/stack/loopback.ts";
import { freePorts } from "../support/free-ports.ts";

/** A whole gateway on free ports, with the default namespaces, its data in a folder of its own. */
export class RealGateway {
  readonly folder: string;
  port = 0;
  grpcPort = 0;
  private opened: Gateway | null = null;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "prism-test-"));
  }

  static async start(): Promise<RealGateway> {
    const started = new RealGateway();
    // It comes back to them: meanwhile no outgoing connection may be given one.
    [started.port, started.grpcPort] = (await freeLoopbackPorts(2)) as [number, number];
    await started.open();
    return started;
  }

  get gateway(): Gateway {
    if (this.opened === null) throw new Error("the gateway was not opened");
    return this.opened;
  }

  get address(): string {
    return `prism://127.0.0.1:${this.port}`;
  }

  get addresses(): Readonly<Record<Protocol, string>> {
    return { frames: this.address, grpc: `grpc://127.0.0.1:${this.grpcPort}` };
  }

  /** Again on the ports and the data of before, if it was open before. */
  async open(): Promise<void> {
    const port = String(this.port);
    const config = loadConfig({
      cwd: this.folder,
      cores: 2,
      env: {},
      flags: {
        ...freePorts,
        "listeners.tcp.port": port,
        "listeners.grpc.port": String(this.grpcPort),
        workers: "1",
      },
    });
    this.opened = new Gateway(config, { log: () => {} });
    this.port = await this.gateway.open();
    this.grpcPort = this.gateway.ports.grpc;
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
