import { CallNumber } from "../codec/calls.ts";
import { encodeError } from "../codec/error.ts";
import type { Method } from "../codec/json/services.ts";
import { RESPONSE_ERROR } from "../codec/response.ts";
import { assert } from "../common/assert.ts";
import type { Clock } from "../common/clock.ts";
import { Failure } from "../common/failure.ts";
import { isDenial } from "../security/audit/denial-log.ts";
import type { Authenticator, Identity, Verdict } from "../security/authenticator.ts";
import { DOOR_NAMES, type Door } from "../security/caller.ts";
import type { Principal } from "../security/principal.ts";
import type { Acceptor } from "./acceptor.ts";
import type { AdminCalls } from "./admin-calls.ts";
import type { AnswerHandler, CallPort } from "./call-port.ts";
import { CallIdentification } from "./identify-call.ts";
import { DoorPorts } from "./ports.ts";
import type { Caller, Desk, ReceivedCall, Reception, SentCall, ShownCall } from "./reception.ts";

export interface AcceptorReceptionParts {
  readonly door: Door;
  readonly acceptor: Acceptor;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  /** What control answers; null where nothing of it is served. */
  readonly admin: AdminCalls | null;
}

/** The reception on the acceptor's own thread: calls go to the rings, or to control. */
export class AcceptorReception implements Reception {
  readonly parts: AcceptorReceptionParts;
  readonly identification: CallIdentification;

  constructor(parts: AcceptorReceptionParts) {
    this.parts = parts;
    this.identification = new CallIdentification(parts.authenticator, parts.clock);
  }

  get maxMessageBytes(): number {
    return this.parts.acceptor.maxMessageBytes;
  }

  serves(method: Method): boolean {
    return method.call !== null || this.parts.admin?.has(method) === true;
  }

  open(caller: Caller): Desk {
    return new AcceptorDesk(this, caller);
  }
}

class AcceptorDesk implements Desk {
  private readonly parts: AcceptorReceptionParts;
  private readonly identification: CallIdentification;
  private readonly caller: Caller;
  /** Of its own: what one client waits for must not keep another waiting, though they be the same principal. */
  private readonly ports: DoorPorts;
  /** For calls that wait for messages, and for what ends those, which must not overtake them. */
  private readonly patientPorts: DoorPorts;
  private isClosed = false;

  constructor({ parts, identification }: AcceptorReception, caller: Caller) {
    this.parts = parts;
    this.identification = identification;
    this.caller = caller;
    this.ports = new DoorPorts(parts.acceptor, { door: parts.door, maxPorts: MAX_PORTS });
    this.patientPorts = new DoorPorts(parts.acceptor, { door: parts.door, maxPorts: MAX_PORTS, isPatient: true });
  }

  admit(call: ShownCall): Failure | null | Promise<Failure | null> {
    const verdict = this.identify(call);
    return verdict instanceof Promise
      ? verdict.then((each) => this.objectionTo(call, each))
      : this.objectionTo(call, verdict);
  }

  send(call: ReceivedCall, onAnswer: AnswerHandler): SentCall {
    const sent = new AcceptorCall(onAnswer);
    const verdict = this.identify(call);
    if (verdict instanceof Promise) {
      const kept = { ...call, message: Buffer.from(call.message) };
      void verdict.then((each) => this.dispatch(kept, each, sent));
    } else {
      this.dispatch(call, verdict, sent);
    }
    return sent;
  }

  close(): void {
    this.isClosed = true;
    this.ports.close();
    this.patientPorts.close();
  }

  private identify({ authorization }: ShownCall): Verdict | Promise<Verdict> {
    return this.identification.identify(authorization, this.caller.identity);
  }

  private dispatch(call: ReceivedCall, verdict: Verdict, sent: AcceptorCall): void {
    const objection = this.objectionTo(call, verdict);
    if (objection !== null) sent.refuse(objection);
    else if (sent.isAbandoned) return;
    else if (call.method.call === null) this.askControl(call, (verdict as Identity).principal, sent);
    else {
      sent.go(this.portsOf(call.method.call).of((verdict as Identity).principal), call.method.call, call);
      // What was told last, while its credentials were looked at, is passed on; the port for it is not kept.
      if (this.isClosed) this.close();
    }
  }

  private portsOf(call: number): DoorPorts {
    return call === CallNumber.STREAM_FETCH || call === CallNumber.STREAM_LEAVE ? this.patientPorts : this.ports;
  }

  private askControl(call: ReceivedCall, principal: Principal, sent: AcceptorCall): void {
    const { admin, door } = this.parts;
    assert(admin !== null, "a method is called that nobody serves");
    void admin.call(call.method, Buffer.from(call.message), principal, door).then((answer) => {
      if (answer instanceof Failure) sent.refuse(answer);
      else sent.answer(answer);
    });
  }

  /** What to refuse the call with, if it is to be refused; that is then on record. */
  private objectionTo(call: ShownCall, verdict: Verdict): Failure | null {
    if (!(verdict instanceof Failure)) return null;
    const { identity, peer } = this.caller;
    if (isDenial(verdict)) {
      this.parts.acceptor.denials?.add({
        door: this.parts.door,
        peer,
        principal: identity === null ? null : identity.principal.name,
        failure: verdict,
        namespace: null,
        operation: call.method.call ?? 0,
        requestId: 0,
        traceparent: call.traceparent,
      });
    }
    const { refused } = this.parts.acceptor;
    if (refused === null) return verdict;
    const { traceparent, tracestate = "" } = call;
    const unnumbered = { door: DOOR_NAMES[this.parts.door] ?? "", requestId: 0, namespace: "", failure: verdict };
    return refused.noteText({ ...unnumbered, operation: call.method.call ?? 0 }, { traceparent, tracestate });
  }
}

/** A call on its way, and the way that its answer comes back. */
class AcceptorCall implements SentCall {
  isAbandoned = false;
  private readonly onAnswer: AnswerHandler;
  private port: CallPort | null = null;
  private id = 0;

  constructor(onAnswer: AnswerHandler) {
    this.onAnswer = onAnswer;
  }

  go(port: CallPort, number: number, call: ReceivedCall): void {
    const { message, timeoutMs, idempotencyKey, traceparent, tracestate = "" } = call;
    this.port = port;
    this.id = port.send({ call: number, message, timeoutMs, idempotencyKey, traceparent, tracestate }, this.onAnswer);
  }

  answer(message: Buffer): void {
    if (!this.isAbandoned) this.onAnswer(CONTROL, message, 0, message.length, 0, 0, "");
  }

  refuse(failure: Failure): void {
    if (this.isAbandoned) return;
    const message = encodeError(failure);
    this.onAnswer(RESPONSE_ERROR, message, 0, message.length, 0, 0, "");
  }

  abandon(isLeft = false): void {
    this.isAbandoned = true;
    this.port?.abandon(this.id, isLeft);
  }
}

/** The result of a call that no worker answers: no number of a call, and no error. */
const CONTROL = 0;
/** Principals that come by one connection at one time, as by a proxy's. */
const MAX_PORTS = 256;
