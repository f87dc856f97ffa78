import type { CounterFigures } from "../acceptor/counters.ts";
import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { CredentialChecks } from "../security/tokens/credential-checks.ts";

/** The part of the page about connections, HTTP, subscriptions and credentials. `checks` is null where nobody is asked for any. */
export function writeDoors(
  text: PrometheusText,
  { connections, http, subscriptions, compression }: CounterFigures,
  checks: CredentialChecks | null,
): void {
  writeConnections(text, connections);
  text.begin(CATALOGUE.httpUnderWay).sample(http.underWay);
  text.begin(CATALOGUE.httpAnswers);
  for (const [status, count] of http.answers) text.sample(count, String(status));
  text.begin(CATALOGUE.httpAbandoned).sample(http.abandoned);
  text.begin(CATALOGUE.grpcCompressed).sample(compression.messages);
  text
    .begin(CATALOGUE.grpcCompressedBytes)
    .sample(compression.bytesBefore, "before")
    .sample(compression.bytesAfter, "after");
  const doors = Object.entries(subscriptions);
  text.begin(CATALOGUE.subscriptions);
  for (const [door, { active }] of doors) text.sample(active, door);
  text.begin(CATALOGUE.subscriptionCredits);
  for (const [door, { credits }] of doors) if (door !== "grpc") text.sample(credits, door);
  text.begin(CATALOGUE.subscriptionPauses);
  for (const [door, { pauses }] of doors) text.sample(pauses, door);
  if (checks === null) return;
  text.begin(CATALOGUE.credentialChecks);
  for (const { kind, outcome, count } of checks.all()) text.sample(count, kind, outcome);
}

function writeConnections(text: PrometheusText, connections: CounterFigures["connections"]): void {
  // Where HTTP's server does not show them none has been made.
  const doors = Object.entries(connections).filter(([door, { opened }]) => door !== "http" || opened > 0);
  text.begin(CATALOGUE.connections);
  for (const [door, { open }] of doors) text.sample(open, door);
  text.begin(CATALOGUE.connectionsOpened);
  for (const [door, { opened }] of doors) text.sample(opened, door);
  text.begin(CATALOGUE.connectionsClosed);
  for (const [door, { closed }] of doors) text.sample(closed, door);
}
