import type { Socket } from "node:net";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { readSecret } from "../../config/secret.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { type ConnectionOptions, createSocket, type Logger } from "./kafkajs-parts.ts";

/** What kafkajs needs for connections. Reads secrets anew each time, so that one that was changed counts for the next connection. */
export function connectOptions(
  settings: KafkaSettings,
  sockets: Set<Socket>,
  onProblem: (error: unknown) => void,
): ConnectionOptions {
  return {
    brokers: settings.brokers,
    ssl: settings.ssl.mode === "off" ? null : sslOptions(settings),
    sasl: saslOptions(settings),
    clientId: settings.clientId,
    connectionTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    enforceRequestTimeout: true,
    logger: loggerTo(onProblem),
    socketFactory: (options) => {
      const socket = createSocket(options);
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      return socket;
    },
  };
}

function sslOptions({ ssl }: KafkaSettings): object {
  return {
    ...(ssl.ca === null ? {} : { ca: secret("ssl.ca", ssl.ca) }),
    ...(ssl.cert === null ? {} : { cert: secret("ssl.cert", ssl.cert) }),
    ...(ssl.key === null ? {} : { key: secret("ssl.key", ssl.key) }),
  };
}

function saslOptions({ sasl }: KafkaSettings): ConnectionOptions["sasl"] {
  if (sasl.mechanism === "none") return null;
  if (sasl.username === null) throw badSetting("sasl.username", "is missing");
  if (sasl.password === null) throw badSetting("sasl.password", "is missing");
  return {
    mechanism: sasl.mechanism,
    username: sasl.username,
    password: secret("sasl.password", sasl.password),
  };
}

function secret(name: string, reference: string): string {
  try {
    return Buffer.from(readSecret(reference)).toString("utf8");
  } catch (error) {
    throw badSetting(name, `cannot be used: what it names ${(error as Error).message}`, error);
  }
}

function badSetting(name: string, what: string, cause?: unknown): PrismError {
  const failure = new Failure(
    Code.UNAVAILABLE,
    "STORE_AUTHENTICATION_FAILED",
    `The setting ${name} of the Kafka backend ${what}.`,
  );
  return new PrismError(failure, { source: "backend", ...(cause === undefined ? {} : { cause }) });
}

/**
 * kafkajs logs what it also throws, as it does each answer that is an error ("Response …"), and some things that nobody
 * waits for: its other warnings and errors.
 */
function loggerTo(onProblem: (error: unknown) => void): Logger {
  const tell = (message: string): void => {
    if (!message.startsWith("Response ")) onProblem(new Error(`kafkajs: ${message}`));
  };
  const logger: Logger = { namespace: () => logger, debug: () => {}, info: () => {}, warn: tell, error: tell };
  return logger;
}
