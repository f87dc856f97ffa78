import type { CounterFigures } from "../acceptor/counters.ts";
import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { CredentialChecks } from "../security/tokens/credential-checks.ts";

/** The part of the page about HTTP, subscriptions and credentials. `checks` is null where nobody is asked for any. */
export function writeDoors(
  text: PrometheusText,
  { http, subscriptions }: CounterFigures,
  checks: CredentialChecks | null,
): void {
  text.begin(CATALOGUE.httpUnderWay).sample(http.underWay);
  text.begin(CATALOGUE.httpAnswers);
  for (const [status, count] of http.answers) text.sample(count, String(status));
  text.begin(CATALOGUE.httpAbandoned).sample(http.abandoned);
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
