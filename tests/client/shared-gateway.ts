import { after, before } from "node:test";
import type { Protocol } from "../../src/client/address.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { RealGateway } from "./real-gateway.ts";

/** One gateway and one client for all tests of a file, or of a suite. */
export class SharedGateway {
  private started: RealGateway | null = null;
  private connected: PrismClient | null = null;

  /**
   * Called where `before` may be: they are there before the first test, and gone after the last.
   * @param ready is given the client as soon as it is connected; a `before` of the file's own would run beside this one.
   */
  static forTestsHere(ready: (client: PrismClient) => void, protocol: Protocol = "frames"): SharedGateway {
    const shared = new SharedGateway();
    before(async () => {
      shared.started = await RealGateway.start();
      shared.connected = await PrismClient.connect(shared.started.addresses[protocol]);
      ready(shared.connected);
    });
    after(async () => {
      await shared.connected?.close();
      await shared.started?.remove();
    });
    return shared;
  }

  get client(): PrismClient {
    if (this.connected === null) throw new Error("before() has not run");
    return this.connected;
  }

  get address(): string {
    return this.gateway.address;
  }

  /** Where it keeps its data; whatever else is put there is removed with it. */
  get folder(): string {
    return this.gateway.folder;
  }

  /** What a command needs to find it. */
  get environment(): { readonly PRISM_ADDRESS: string } {
    return { PRISM_ADDRESS: this.address };
  }

  /** On the ports and the data of before. */
  async restart(): Promise<void> {
    await this.gateway.close();
    await this.gateway.open();
  }

  private get gateway(): RealGateway {
    if (this.started === null) throw new Error("before() has not run");
    return this.started;
  }
}
