import { shareOfLimits } from "../../acceptor/acceptor-limits.ts";
import type { AcceptorPlace } from "../../acceptor/acceptor-parts.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import type { WakeUp } from "../../ring/doorbell.ts";
import type { DenialSink } from "../../security/audit/denial-log.ts";
import type { GatewayOptions } from "../gateway.ts";
import { workerTracing } from "../gateway-tracing.ts";
import type { SpanExporter } from "../tracing/span-exporter.ts";
import { FurtherAcceptor } from "./further-acceptor.ts";

export interface FurtherAcceptorsParts {
  readonly wakeUp: WakeUp;
  /** null where nothing is recorded. */
  readonly denials: DenialSink | null;
  /** null where nothing is traced. */
  readonly tracing: SpanExporter | null;
  readonly log: GatewayOptions["log"];
}

/** The configuration for one of the acceptors: with its part of the limits. */
export function configOf(config: GatewayConfig, place: AcceptorPlace): GatewayConfig {
  return place.of === 1 ? config : { ...config, limits: shareOfLimits(config.limits, place) };
}

/** The acceptors after the first, whose threads do not run yet. */
export function createFurtherAcceptors(config: GatewayConfig, parts: FurtherAcceptorsParts): FurtherAcceptor[] {
  const { wakeUp, denials, tracing, log } = parts;
  return Array.from({ length: config.acceptors - 1 }, (_, i) => {
    const place = { number: i + 1, of: config.acceptors };
    return new FurtherAcceptor({
      seed: {
        ...{ place, wakeUp, config: configOf(config, place), isAudited: denials !== null },
        tracing: tracing === null ? null : workerTracing(config),
      },
      onDenials: (each) => {
        for (const { denial, count } of each) denials?.add(denial, count);
      },
      onSpans: (batch) => tracing?.add(batch),
      onDeath: (thread, problem) => endProcess(thread, problem, log),
      log,
    });
  });
}

/**
 * As when the first acceptor breaks, which is where control is: the process ends, and whoever started it starts another. The
 * connections of the acceptor are lost with it, and what is half written in its rings cannot be trusted.
 */
function endProcess(thread: string, problem: string, log: GatewayOptions["log"]): void {
  log("error", "an acceptor died, and the gateway ends with it", { thread, problem });
  setImmediate(() => {
    throw new Error(`${thread} died: ${problem}`);
  });
}
