/** As much of autocannon as is used; the package has no types of its own. Source: its README, version 8. */
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  export interface AutocannonRequest {
    method: string;
    path: string;
    body?: Buffer;
    headers?: Record<string, string>;
    onResponse?: (status: number, body: string) => void;
  }

  export interface AutocannonClient extends EventEmitter {
    setRequests(requests: AutocannonRequest[]): void;
    destroy(): void;
  }

  export interface AutocannonInstance extends EventEmitter, PromiseLike<unknown> {
    stop(): void;
  }

  export interface AutocannonOptions {
    url: string;
    connections: number;
    pipelining: number;
    duration: number;
    timeout: number;
    sampleInt: number;
    requests: AutocannonRequest[];
    /** For tls.connect. */
    tlsOptions?: import("node:tls").ConnectionOptions;
    servername?: string;
    setupClient: (client: AutocannonClient) => void;
  }

  function autocannon(options: AutocannonOptions, done: (error: Error | null) => void): AutocannonInstance;

  // biome-ignore lint/style/noDefaultExport: it is how the package exports itself
  export { autocannon as default };
}
