import { toByteString } from "../../codec/byte-string.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { Failure } from "../../common/failure.ts";
import {
  FRAME_PREFIX_BYTES,
  HTTP_BODY_TIMEOUT_MS,
  MAX_DOOR_PORTS,
  MAX_STREAMED_IN_BYTES,
  MAX_STREAMED_OUT_BYTES,
} from "../../common/limits.ts";
import { isDenial } from "../../security/audit/denial-log.ts";
import type { Authenticator, Identity, Verdict } from "../../security/authenticator.ts";
import { DOOR_NAMES, Door } from "../../security/caller.ts";
import { ANONYMOUS } from "../../security/principal.ts";
import type { Acceptor } from "../acceptor.ts";
import { type CallFault, CallFaults } from "../call-faults.ts";
import { CallIdentification } from "../identify-call.ts";
import { ChunkRoom } from "../large/chunk-room.ts";
import type { PortUse } from "../port-use.ts";
import { DoorPorts } from "../ports.ts";
import { shuttingDown, tooManyConnections } from "../refusals.ts";
import { BodyCollector, UnfinishedBodies } from "./body-collector.ts";
import { CorsPolicy, originNotAllowed } from "./cors.ts";
import type { CreateHttpServer, HttpExchange, HttpServer, HttpUpgrade } from "./exchange.ts";
import { framingFault } from "./framing.ts";
import * as refusals from "./http-refusals.ts";
import { HttpRequest, type RequestServices } from "./http-request.ts";
import { httpRoutes } from "./http-routes.ts";
import { decodeSegment } from "./percent.ts";
import { type Route, Router } from "./router.ts";
import { StreamedBodies, StreamedBody } from "./streamed-body.ts";
import { WebSocketDoor } from "./websocket-door.ts";

export interface HttpDoorParts {
  readonly clock: Clock;
  readonly acceptor: Acceptor;
  readonly authenticator: Authenticator;
  readonly corsOrigins: readonly string[];
  readonly createServer: CreateHttpServer;
  /** Hears what failed in the door itself. */
  readonly onFault: (fault: CallFault) => void;
}

/**
 * The HTTP door: finds the route of a request and who asks, and has the route answer it. It decides nothing about data:
 * a route makes a call of the request, and an answer of what comes back.
 */
export class HttpDoor {
  readonly server: HttpServer;
  private readonly parts: HttpDoorParts;
  private readonly router = new Router();
  private readonly cors: CorsPolicy;
  private readonly ports: DoorPorts;
  private readonly patientPorts: DoorPorts;
  private readonly identification: CallIdentification;
  private readonly services: RequestServices;
  private readonly bodies = new UnfinishedBodies();
  private readonly streamed = new StreamedBodies();
  private readonly timer: NodeJS.Timeout;
  private isDraining = false;
  /** Where it listens. */
  private place: { host: string; port: number; use: PortUse } | null = null;

  constructor(parts: HttpDoorParts) {
    this.parts = parts;
    this.cors = new CorsPolicy(parts.corsOrigins);
    const options = { door: Door.HTTP, maxPorts: MAX_DOOR_PORTS };
    this.ports = new DoorPorts(parts.acceptor, options);
    this.patientPorts = new DoorPorts(parts.acceptor, { ...options, isPatient: true });
    this.identification = new CallIdentification(parts.authenticator, parts.clock);
    this.services = {
      clock: parts.clock,
      counters: parts.acceptor.counters.http,
      faults: new CallFaults(DOOR_NAMES[Door.HTTP] ?? "", parts.clock, parts.onFault),
      ports: this.ports,
      patientPorts: this.patientPorts,
      corsHeaders: (origin) => (this.cors.allows(origin) ? this.cors.headers(origin) : []),
      isDraining: () => this.isDraining,
      uploadRoom: new ChunkRoom(MAX_STREAMED_IN_BYTES),
      downloadRoom: new ChunkRoom(MAX_STREAMED_OUT_BYTES),
    };
    const { maxFrameBytes, counters } = parts.acceptor;
    for (const route of httpRoutes(maxFrameBytes)) this.router.add(route);
    const webSockets = new WebSocketDoor(parts.acceptor, this.identification);
    this.server = parts.createServer({
      onRequest: (exchange) => this.serve(exchange),
      onUpgrade: (upgrade) => this.upgrade(upgrade, webSockets),
      connections: counters.connections.http,
      onTurnedAway: () => {
        counters.connections.http.turnedAway();
        counters.refused(tooManyConnections.reason);
      },
      maxMessageBytes: FRAME_PREFIX_BYTES + maxFrameBytes,
    });
    this.timer = setInterval(() => this.expireBodies(), TIMER_MS).unref();
  }

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  async open(host: string, port: number, use: PortUse = "alone"): Promise<number> {
    const actual = await this.server.open(host, port, use);
    this.place = { host, port: actual, use: use === "alone" ? use : "joins" };
    return actual;
  }

  /** Takes no new connections, until {@link resumeListening}. */
  pauseListening(): void {
    this.server.stopListening();
  }

  async resumeListening(): Promise<void> {
    if (this.isDraining || this.place === null) return;
    await this.server.open(this.place.host, this.place.port, this.place.use);
    if (this.isDraining) this.server.stopListening();
  }

  /**
   * Takes no new connections; those that are there end with their next answer. Resolves when what has been asked is
   * answered; bodies that are not whole by now are not waited for.
   */
  drain(): Promise<void> {
    this.isDraining = true;
    this.server.stopListening();
    this.bodies.failAll(shuttingDown);
    this.streamed.failAll(shuttingDown);
    return this.server.allAnswered();
  }

  destroyAll(): void {
    clearInterval(this.timer);
    this.server.destroyAll();
    this.ports.close();
    this.patientPorts.close();
  }

  private serve(exchange: HttpExchange): void {
    const fault = framingFault(exchange);
    const failure = fault ?? this.admit(exchange);
    if (failure !== null) this.refuse(exchange, failure, fault !== null);
  }

  private upgrade(upgrade: HttpUpgrade, webSockets: WebSocketDoor): void {
    const fault =
      framingFault(upgrade) ?? this.checkOrigin(upgrade) ?? (hasBody(upgrade) ? refusals.bodyNotTaken : null);
    if (fault !== null) this.refuse(upgrade, fault, true);
    else webSockets.take(upgrade, (failure) => this.refuse(upgrade, failure, false));
  }

  /** Answers a request that is not taken. What follows on its connection may be its body, or part of the same trick. */
  private refuse(exchange: HttpExchange, failure: Failure, isSuspect: boolean): void {
    if (isDenial(failure)) this.record(exchange, failure);
    const request = new HttpRequest(exchange, this.services, []);
    request.isBodyRead = !isSuspect && !hasBody(exchange);
    request.fail(this.traced(exchange, failure));
  }

  private checkOrigin({ headers: { origin } }: HttpExchange): Failure | null {
    return origin === null || this.cors.allows(origin) ? null : originNotAllowed(origin);
  }

  /** Takes a request, or says why not. */
  private admit(exchange: HttpExchange): Failure | null {
    const stranger = this.checkOrigin(exchange);
    if (stranger !== null) return stranger;
    const { routes, segments } = this.router.find(exchange.path);
    if (routes.size === 0) return missing(exchange.path);
    const route = routes.get(exchange.method === "HEAD" ? "GET" : exchange.method);
    if (route === undefined) return this.takeOtherMethod(exchange, routes);
    const params = decodeAll(segments);
    return params instanceof Failure ? params : this.take(exchange, route, params);
  }

  /** Has the request answered once it is known who asks and its body is there. */
  private take(exchange: HttpExchange, route: Route, params: readonly string[]): Failure | null {
    const verdict = route.isPublic === true ? nobody : this.identify(exchange);
    if (verdict instanceof Failure) return verdict;
    if (route.maxBodyBytes === 0 && hasBody(exchange)) return refusals.bodyNotTaken;
    const request = new HttpRequest(exchange, this.services, params);
    if (route.stream !== undefined && isStreamed(exchange, route)) {
      void this.stream(exchange, request, route, verdict);
      return null;
    }
    if (verdict instanceof Promise) void this.wait(exchange, request, route, verdict);
    else request.identity = verdict;
    if (route.maxBodyBytes > 0) this.readBody(exchange, request, route);
    else if (request.identity !== null) handle(request, route);
    return null;
  }

  /** Has the route take a body part by part, once it is known who sends it: until then it waits in its socket. */
  private async stream(
    exchange: HttpExchange,
    request: HttpRequest,
    route: Route,
    verdict: Verdict | Promise<Verdict>,
  ): Promise<void> {
    request.isBodyRead = false;
    const body = new StreamedBody(exchange, this.streamed);
    body.onWhole = () => {
      request.isBodyRead = true;
    };
    request.onGone = () => body.stop();
    const identity = verdict instanceof Promise ? await verdict : verdict;
    if (request.isOver) return;
    if (identity instanceof Failure) {
      if (isDenial(identity)) this.record(exchange, identity);
      body.fail(identity);
      request.fail(identity);
      return;
    }
    request.identity = identity;
    route.stream?.(request, body);
  }

  private identify({ headers, identity }: HttpExchange): Verdict | Promise<Verdict> {
    return this.identification.identify(toByteString(headers.authorization ?? ""), identity);
  }

  private async wait(
    exchange: HttpExchange,
    request: HttpRequest,
    route: Route,
    verdict: Promise<Verdict>,
  ): Promise<void> {
    const identity = await verdict;
    if (request.isOver) return;
    if (identity instanceof Failure) {
      if (isDenial(identity)) this.record(exchange, identity);
      request.fail(this.traced(exchange, identity));
      return;
    }
    request.identity = identity;
    if (request.isBodyRead) handle(request, route);
  }

  /** What the client is told of a refusal, which has a span where it is traced. */
  private traced({ path, method, headers }: HttpExchange, failure: Failure): Failure {
    const { refused } = this.parts.acceptor;
    if (refused === null) return failure;
    const operation = this.router.find(path).routes.get(method === "HEAD" ? "GET" : method)?.call ?? 0;
    const call = { door: DOOR_NAMES[Door.HTTP] ?? "", requestId: 0, operation, namespace: "", failure };
    return refused.noteText(call, { traceparent: headers.traceparent ?? "", tracestate: headers.tracestate ?? "" });
  }

  private record(exchange: HttpExchange, failure: Failure): void {
    const { peer, path, method, headers, identity } = exchange;
    const { routes, segments } = this.router.find(path);
    const route = routes.get(method === "HEAD" ? "GET" : method);
    this.parts.acceptor.denials?.add({
      door: Door.HTTP,
      peer,
      principal: identity === null ? null : identity.principal.name,
      failure,
      namespace: route?.path.startsWith(NAMESPACE_PATH) === true ? (segments[0] ?? null) : null,
      operation: route?.call ?? 0,
      requestId: 0,
      traceparent: headers.traceparent ?? "",
    });
  }

  private readBody(exchange: HttpExchange, request: HttpRequest, route: Route): void {
    request.isBodyRead = false;
    const collector = new BodyCollector(this.bodies, {
      maxBytes: route.maxBodyBytes,
      startedUs: this.parts.clock.monotonicUs(),
      onBody: (body) => {
        request.isBodyRead = true;
        // Whoever waits for the credentials keeps it; else the route takes what it needs of it at once.
        request.body = request.identity === null ? Buffer.from(body) : body;
        if (request.identity !== null) handle(request, route);
      },
      onFailure: (failure) => request.fail(failure),
    });
    request.onGone = () => collector.stop();
    collector.read(exchange);
  }

  private expireBodies(): void {
    const nowUs = this.parts.clock.monotonicUs();
    this.bodies.expire((startedUs) => elapsedUs(startedUs, nowUs) > HTTP_BODY_TIMEOUT_MS * 1000);
    this.streamed.expire(nowUs);
  }

  private takeOtherMethod(exchange: HttpExchange, routes: ReadonlyMap<string, Route>): Failure | null {
    const allowed = allowedMethods(routes);
    if (exchange.method !== "OPTIONS") return refusals.methodNotAllowed(exchange.method, allowed);
    if (hasBody(exchange)) return refusals.bodyNotTaken;
    const { preflightMethod, preflightHeaders, origin } = exchange.headers;
    const isPreflight = preflightMethod !== null && origin !== null;
    const headers = [
      "Allow",
      allowed,
      ...(isPreflight ? this.cors.preflightHeaders(allowed, preflightHeaders ?? "") : []),
    ];
    new HttpRequest(exchange, this.services, []).answer(204, headers, null);
    return null;
  }
}

/** What paths begin with whose first segment in braces is a namespace. */
const NAMESPACE_PATH = "/v1/namespaces/{namespace}/";

function handle(request: HttpRequest, route: Route): void {
  const failure = route.handle(request);
  if (failure !== null) request.fail(failure);
}

function hasBody({ headers }: HttpExchange): boolean {
  return headers.transferEncoding !== null || (headers.contentLength !== null && Number(headers.contentLength) > 0);
}

/** Whether a body comes part by part where its route can take it so. */
function isStreamed({ headers }: HttpExchange, { maxBodyBytes }: Route): boolean {
  const { transferEncoding, contentEncoding, contentLength } = headers;
  return transferEncoding !== null || contentEncoding !== null || Number(contentLength) > maxBodyBytes;
}

/** The segments as byte strings, or why they are none. */
function decodeAll(segments: readonly string[]): string[] | Failure {
  const decoded: string[] = [];
  for (const segment of segments) {
    if (segment === "." || segment === "..") return refusals.dotKey;
    const value = decodeSegment(segment);
    if (value === null) return refusals.badPercent;
    decoded.push(value);
  }
  return decoded;
}

function missing(path: string): Failure {
  return SLASH_IN_KEY.test(path) ? refusals.slashInKey : refusals.unknownPath(path);
}

const SLASH_IN_KEY = /^\/v1\/namespaces\/[^/]+\/keyvalue\/./;

function allowedMethods(routes: ReadonlyMap<string, Route>): string {
  return [...routes.keys()]
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .concat("OPTIONS")
    .join(", ");
}

/** Whoever calls what is open to everybody. */
const nobody: Identity = { principal: ANONYMOUS, expiresAtMs: 0 };
/** How often bodies are looked at that do not come: fine enough for a bound of many seconds. */
const TIMER_MS = 1_000;
