import type { MessagePort } from "node:worker_threads";
import { createDoorbellMemory, DoorbellListener, type WakeUp } from "../ring/doorbell.ts";
import { FurtherTurns } from "../ring/further-turns.ts";
import { createSleeper } from "../ring/wake-up.ts";
import type { Acceptor } from "./acceptor.ts";

/**
 * The acceptor's place in an event loop: runs `doWork` once per turn in which something came, from sockets or from
 * workers, goes round some turns more while answers are expected soon, and declares the thread asleep when none have come.
 */
export class AcceptorThread {
  readonly bell: SharedArrayBuffer;
  private readonly listener: DoorbellListener;
  private readonly wakeUp: WakeUp;
  private acceptor: Acceptor | null = null;
  private arm: () => void = () => undefined;
  private readonly further = new FurtherTurns(MAX_FURTHER_TURNS);
  private isScheduled = false;
  private timer: NodeJS.Timeout | null = null;

  /** @param bell by which the thread is woken; a new one if it is not given. */
  constructor(wakeUp: WakeUp, bell = createDoorbellMemory()) {
    this.wakeUp = wakeUp;
    this.bell = bell;
    this.listener = new DoorbellListener(bell);
  }

  run(acceptor: Acceptor): void {
    this.acceptor = acceptor;
    if (this.wakeUp === "wait-async") this.arm = createSleeper(this.wakeUp, this.bell, [], this.turn);
    this.timer = setInterval(() => acceptor.onTimer(), TIMER_MS).unref();
    this.turn();
  }

  /** Listens to one more worker's bell. */
  listen(port: MessagePort): void {
    if (this.wakeUp === "message-port") createSleeper(this.wakeUp, this.bell, [port], this.turn);
  }

  /** Something came from a socket: send it on at the end of this turn, with all else that came in it. */
  readonly schedule = (): void => {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.listener.unpark();
    setImmediate(this.scheduled);
  };

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private readonly scheduled = (): void => {
    this.isScheduled = false;
    this.turn();
  };

  private readonly turn = (): void => {
    if (this.isScheduled || this.acceptor === null) return;
    this.listener.unpark();
    const answers = this.acceptor.doWork();
    if (this.isScheduled) return;
    const goesOn = this.further.goesOn(answers, this.acceptor.dueSoon);
    if (!goesOn && this.listener.park(this.hasWork)) this.arm();
    else this.schedule();
  };

  private readonly hasWork = (): boolean => this.acceptor?.hasWork() ?? false;
}

/** As long as a worker takes that is woken for a batch on an embedded store: some 60 µs, and the sockets are read meanwhile. */
const MAX_FURTHER_TURNS = 20;
/** How often idle and shedding times are looked at: fine enough for bounds of a second. */
const TIMER_MS = 100;
