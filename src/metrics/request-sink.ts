import type { Exemplar } from "./exemplar.ts";

/** Where the measure stage reports each request. Called for every request: it must not allocate. */
export interface RequestSink {
  /**
   * @param namespaceIndex place in the snapshot; −1 when the request named none that exists
   * @param operation call number of `prism.v1.Request.call`
   * @param code gRPC status code of the answer
   * @param totalUs from the arrival of the frame to its answer standing in the response ring
   * @param queueUs from the arrival of the frame until the worker took it out of the ring
   * @param backendUs how long the store worked on the batch that the request was part of
   */
  record(
    namespaceIndex: number,
    operation: number,
    code: number,
    totalUs: number,
    queueUs: number,
    backendUs: number,
  ): void;

  /** Of a request that was recorded, and is traced: it may stand for others on the page of metrics. */
  exemplify?(namespaceIndex: number, operation: number, code: number, exemplar: Exemplar): void;
}
