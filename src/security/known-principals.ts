import { ANONYMOUS, type Principal } from "./principal.ts";

/** What a thread that sends requests tells the one that takes them, before the first request of the principal. */
export type PrincipalNotice = { readonly introduce: Principal } | { readonly forget: number };

/**
 * The principals that a worker has been told of. A request carries a number; the notice that explains it has been sent
 * before the request, and is taken only when a number comes that is not known.
 */
export class KnownPrincipals {
  private readonly byId = new Map<number, Principal>([[ANONYMOUS.id, ANONYMOUS]]);
  private readonly receive: () => PrincipalNotice | undefined;

  /** @param receive takes the next notice, undefined when there is none. */
  constructor(receive: () => PrincipalNotice | undefined) {
    this.receive = receive;
  }

  /** The principal of this number; throws when it was never introduced, for then requests have lost their owners. */
  get(id: number): Principal {
    const known = this.byId.get(id);
    if (known !== undefined) return known;
    for (let notice = this.receive(); notice !== undefined; notice = this.receive()) {
      if ("forget" in notice) this.byId.delete(notice.forget);
      else this.byId.set(notice.introduce.id, notice.introduce);
      if ("introduce" in notice && notice.introduce.id === id) return notice.introduce;
    }
    throw new Error(`a request came from principal ${id}, which was not introduced`);
  }
}
