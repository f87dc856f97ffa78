import type { Server, ServerUnaryCall, ServerWritableStream, sendUnaryData } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import { HealthImplementation, type ServingStatusMap } from "grpc-health-check";

type Watch = ServerWritableStream<unknown, unknown>;

/**
 * `grpc.health.v1.Health`: whether the gateway as a whole, the empty name, and each of its services should get traffic.
 * They all change together. Whoever watches is told at once, and let go when the door closes.
 */
export class HealthService {
  private readonly services: readonly string[];
  private readonly health: HealthImplementation;
  private readonly watches = new Set<Watch>();

  /** @param services full names, for example `prism.v1.KeyValueService`. */
  constructor(services: readonly string[]) {
    this.services = ["", ...services];
    const statuses: ServingStatusMap = {};
    for (const service of this.services) statuses[service] = "NOT_SERVING";
    this.health = new HealthImplementation(statuses);
  }

  addToServer(server: Server): void {
    // The package has no way to end a watch, so it is given its own methods through this one.
    this.health.addToServer({
      addService: (definition: Parameters<Server["addService"]>[0], methods: HealthMethods) => {
        const watch = (call: Watch): void => {
          this.watches.add(call);
          call.once("close", () => this.watches.delete(call));
          call.once("cancelled", () => this.watches.delete(call));
          methods.watch(call);
        };
        server.addService(definition, { ...methods, watch });
      },
    } as unknown as Server);
  }

  setServing(isServing: boolean): void {
    for (const service of this.services) this.health.setStatus(service, isServing ? "SERVING" : "NOT_SERVING");
  }

  /** Ends every watch: a connection with one would never be idle. */
  endWatches(): void {
    for (const call of this.watches)
      call.emit("error", { code: status.UNAVAILABLE, details: "this gateway is shutting down" });
    this.watches.clear();
  }
}

interface HealthMethods {
  readonly check: (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => void;
  readonly watch: (call: Watch) => void;
  readonly [method: string]: unknown;
}
