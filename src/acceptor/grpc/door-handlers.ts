import { CallNumber } from "../../codec/calls.ts";
import { type Method, services } from "../../codec/json/services.ts";
import type { Clock } from "../../common/clock.ts";
import type { Reception } from "../reception.ts";
import type { SubscriptionCounters } from "../subscriptions/subscription-counters.ts";
import { GetStreamHandler } from "./get-stream-handler.ts";
import type { CallHandler } from "./incoming-call.ts";
import { PatientHandler } from "./patient-handler.ts";
import { ScanStreamHandler } from "./scan-stream-handler.ts";
import { SubscribeHandler } from "./subscribe-handler.ts";
import { UnaryHandler } from "./unary-handler.ts";

export interface HandlerParts {
  readonly reception: Reception;
  readonly clock: Clock;
  readonly subscriptions: SubscriptionCounters;
}

/** What the door does with the calls of each of Prism's methods that are served, by path. */
export function createHandlers(parts: HandlerParts): ReadonlyMap<string, CallHandler> {
  const handlers = new Map<string, CallHandler>();
  for (const [service, methods] of services) {
    for (const method of methods.values()) {
      if (!parts.reception.serves(method) && !isOfTheDoor(method)) continue;
      handlers.set(`/prism.v1.${service}/${method.name}`, handlerOf(method, parts));
    }
  }
  return handlers;
}

function handlerOf(method: Method, { clock, subscriptions }: HandlerParts): CallHandler {
  if (method.call === CallNumber.STREAM_SUBSCRIBE) return new SubscribeHandler(method, clock, subscriptions);
  if (isOfTheDoor(method)) return new GetStreamHandler(method);
  if (method.call === CallNumber.STREAM_FETCH) return new PatientHandler(method);
  return method.streams ? new ScanStreamHandler(method) : new UnaryHandler(method);
}

/** Whether a method is made of calls of other methods, by the door itself. */
function isOfTheDoor({ service, name }: Method): boolean {
  return service === "KeyValueService" && (name === "PutStream" || name === "GetStream");
}
