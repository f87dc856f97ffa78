import { encodeError } from "../../codec/error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { Failure } from "../../common/failure.ts";
import type { Identity, Verdict } from "../../security/authenticator.ts";
import type { AnswerHandler, DoorCall } from "../call-port.ts";
import type { Connection } from "../connection.ts";
import type { CallIdentification } from "../identify-call.ts";
import type { DoorPorts } from "../ports.ts";
import type { SentCall } from "../reception.ts";
import type { FetchCall, Upstream } from "./subscription.ts";

/**
 * Who subscribed: sends calls as they would come from the connection, with the credentials that counted when it subscribed.
 * They are looked at again with each call, so that a subscription does not outlive them.
 */
export class Subscriber implements Upstream {
  private readonly ports: DoorPorts;
  private readonly identification: CallIdentification;
  private readonly credential: string;
  /** What the door knew without credentials; null where those were shown. */
  private readonly known: Identity | null;

  constructor({ credential, identity }: Connection, ports: DoorPorts, identification: CallIdentification) {
    this.ports = ports;
    this.identification = identification;
    this.credential = credential;
    this.known = credential === "" ? identity : null;
  }

  send(call: FetchCall, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    return this.sendCall({ call, message, timeoutMs: 0, idempotencyKey: "", traceparent: "" }, onAnswer);
  }

  /** The call's message is the caller's to keep. */
  sendCall(call: DoorCall, onAnswer: AnswerHandler): SentCall {
    const sent = new SubscriberCall(this.ports, onAnswer);
    const verdict = this.identification.identify(this.credential, this.known);
    if (verdict instanceof Promise) void verdict.then((each) => sent.go(call, each));
    else sent.go(call, verdict);
    return sent;
  }
}

class SubscriberCall implements SentCall {
  private readonly ports: DoorPorts;
  private readonly onAnswer: AnswerHandler;
  private isAbandoned = false;
  private stop: ((isLeft: boolean) => void) | null = null;

  constructor(ports: DoorPorts, onAnswer: AnswerHandler) {
    this.ports = ports;
    this.onAnswer = onAnswer;
  }

  go(call: DoorCall, verdict: Verdict): void {
    if (this.isAbandoned) return;
    if (verdict instanceof Failure) {
      const error = encodeError(verdict);
      this.onAnswer(RESPONSE_ERROR, error, 0, error.length, 0, 0, "");
      return;
    }
    const port = this.ports.of(verdict.principal);
    const id = port.send(call, this.onAnswer);
    this.stop = (isLeft) => port.abandon(id, isLeft);
  }

  abandon(isLeft = false): void {
    this.isAbandoned = true;
    this.stop?.(isLeft);
  }
}
