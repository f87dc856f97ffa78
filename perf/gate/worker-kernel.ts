import type { KeyValueStore } from "../../src/backends/contract.ts";
import type { FrameScript } from "../../src/bench/frame-script.ts";
import { LEN } from "../../src/codec/wire.ts";
import { systemClock } from "../../src/common/clock.ts";
import { secretBytes } from "../../src/common/prng.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { createDoorbellMemory, DoorbellButton } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import { KnownPrincipals } from "../../src/security/known-principals.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import { ChunkPool } from "../../src/workers/chunk-pool.ts";
import { ResponseWriter } from "../../src/workers/response-writer.ts";
import { WorkerLoop } from "../../src/workers/worker-loop.ts";
import { BATCH_FRAMES, type Kernel, RUN_FRAMES, RUNS_PER_BATCH } from "./kernel.ts";

/**
 * What a worker does for a request, and nothing else: the worker's loop between its two rings, without threads, sockets
 * and waiting. The same frames go in that a connection would send, in the same runs.
 */
export class WorkerKernel implements Kernel {
  private readonly script: FrameScript;
  private readonly producer: RingProducer;
  private readonly consumer: RingConsumer;
  private readonly loop: WorkerLoop;
  private next = 0;
  /** Frames of this batch that were answered. */
  private answered = 0;

  constructor(script: FrameScript, namespace: string, store: KeyValueStore) {
    this.script = script;
    const [requestRing, answerRing] = [createRingMemory(RING_BYTES), createRingMemory(RING_BYTES)];
    const bell = new DoorbellButton(createDoorbellMemory(), () => undefined);
    const answers = new ResponseWriter(new RingProducer(answerRing, refuse), bell);
    const stores = [{ kind: "embedded" as const, store }];
    const pipeline = new Pipeline({
      largeValues: { work: new ChunkPool(null), wallMs: () => systemClock.wallMs(), secretBytes },
      clock: systemClock,
      namespaces: [
        {
          index: 0,
          name: namespace,
          pattern: "keyvalue",
          storeIndex: 0,
          id: store.openNamespace(namespace),
          terms: null,
          audit: AuditLevel.OFF,
          needs: null,
          compression: "identity",
        },
      ],
      stores,
      access: null,
      quotas: new QuotaTable({ namespaces: [{ name: namespace, limits: [] }] }),
      audit: null,
      answers,
      metrics: new RequestRecorder(),
    });
    this.producer = new RingProducer(requestRing, refuse);
    this.consumer = new RingConsumer(answerRing, () => undefined);
    this.loop = new WorkerLoop({
      sources: [
        {
          requests: new RingConsumer(requestRing, () => undefined),
          answers,
          acceptorBell: bell,
          principals: new KnownPrincipals(() => undefined),
        },
      ],
      pipeline,
      stores,
      clock: systemClock,
    });
  }

  runBatch(): void {
    const { producer } = this;
    const nowUs = systemClock.monotonicUs();
    for (let run = 0; run < RUNS_PER_BATCH; run++) {
      const { bytes, offsets, length } = this.script;
      const from = offsets[this.next] as number;
      const to = offsets[this.next + RUN_FRAMES] as number;
      const at = producer.claim(to - from);
      bytes.copy(producer.bytes, at, from, to);
      producer.commit(to - from, run, 0, nowUs, 0);
      this.next = (this.next + RUN_FRAMES) % length;
    }
    producer.publish();
    this.answered = 0;
    this.loop.doWork();
    this.consumer.drain(this, BATCH_FRAMES);
    this.consumer.release();
    if (this.answered !== BATCH_FRAMES) throw new Error("a batch was not answered as a whole");
  }

  /** Answers to one run, `count` of them. The first is looked at: it must have the result of its call. */
  onRecord(bytes: Buffer, start: number, _end: number, _slot: number, _generation: number, _us: number, count: number) {
    const tag = bytes.readUInt16LE(start + RESULT_AT);
    const call = this.script.calls[0] as number;
    if (tag !== (((call << 3) | LEN | 0x80) & 0xff) + ((call >>> 4) << 8)) throw new Error("an answer is an error");
    this.answered += count;
  }
}

function refuse(): never {
  throw new Error("no frame of a script is too large for the ring");
}

/** Behind a frame's length and the id of a response, which take four bytes each. */
const RESULT_AT = 8;
/** As large as a gateway's are. */
const RING_BYTES = 1024 * 1024;
