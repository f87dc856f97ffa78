import type { Failure } from "../../common/failure.ts";
import { offerOfKeyValue, offerOfStream } from "../live-offer.ts";
import type { Request } from "../request.ts";
import type { ServedStore } from "../served-store.ts";
import { NeedsCheck } from "./needs.ts";

/** Refuses calls of namespaces whose store turns out not to guarantee what they need, whatever their pattern. */
export class UnmetNeeds {
  private readonly stores: readonly ServedStore[];
  private readonly needs = new NeedsCheck(offerOfKeyValue);
  private readonly streamNeeds = new NeedsCheck(offerOfStream);

  constructor(stores: readonly ServedStore[]) {
    this.stores = stores;
  }

  objection({ namespace }: Request): Failure | null {
    if (namespace === null || namespace.needs === null) return null;
    const served = this.stores[namespace.storeIndex] as ServedStore;
    if (served.kind === "networked") return this.needs.objection(namespace, served.store);
    return served.kind === "networked-stream" ? this.streamNeeds.objection(namespace, served.store) : null;
  }
}
