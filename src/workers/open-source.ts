import { receiveMessageOnPort } from "node:worker_threads";
import { DoorbellButton } from "../ring/doorbell.ts";
import { RingConsumer } from "../ring/ring-consumer.ts";
import { RingProducer } from "../ring/ring-producer.ts";
import { createWake } from "../ring/wake-up.ts";
import { KnownPrincipals, type PrincipalNotice } from "../security/known-principals.ts";
import { ResponseWriter } from "./response-writer.ts";
import type { SourceSeed } from "./worker-seed.ts";
import type { WorkerSource } from "./worker-source.ts";

/** The worker's end of what joins it to an acceptor. */
export function openSource(seed: SourceSeed): WorkerSource {
  const { requestRing, responseRing, payloadPort, principalPort } = seed;
  const acceptorBell = new DoorbellButton(
    seed.acceptorBell,
    createWake(seed.wakeUp, seed.acceptorBell, seed.acceptorWakePort),
  );
  return {
    acceptorBell,
    requests: new RingConsumer(requestRing, () => receiveMessageOnPort(payloadPort)?.message as Uint8Array | undefined),
    answers: new ResponseWriter(
      new RingProducer(responseRing, (payload) => payloadPort.postMessage(new Uint8Array(payload), [payload])),
      acceptorBell,
    ),
    principals: new KnownPrincipals(() => receiveMessageOnPort(principalPort)?.message as PrincipalNotice | undefined),
  };
}
