import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { type Certificates, hasOpenssl, withCertificates } from "../servers/certificates.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/** Gets of 64 bytes in memory, 16 deep over 50 connections: over TLS, and over TLS by those alone who may. */
export const tlsMeasure: Measure = {
  name: "tls",
  run: async (lab) => {
    if (!hasOpenssl()) return rows.map((name) => leftOut(name, target, "openssl is not on the PATH"));
    return await withCertificates((certificates) =>
      withTcp(lab, null, "open", (open) =>
        withTcp(lab, certificates, "open", (tls) =>
          withTcp(lab, certificates, "required", (all) => compare(lab, certificates, { open, tls, all })),
        ),
      ),
    );
  },
};

const target: Target = { kind: "at least", bound: 0.6, unit: "× without" };
const rows = [
  "get over TLS, 50 × 16, to without",
  "get over TLS by a certificate and rules, 50 × 16, to without",
] as const;

/** A gateway that lets in everybody, or only the one whose certificate names the principal that may. */
function withTcp<T>(
  lab: Lab,
  certificates: Certificates | null,
  doors: "open" | "required",
  work: (gateway: RunningGateway) => Promise<T>,
): Promise<T> {
  const tls = certificates === null ? {} : { tls: certificates.gateway };
  const rules = [{ principal: certificates?.principal, allow: ["read", "write"] }];
  const access = doors === "open" ? {} : { access: { callers: [], rules } };
  return withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [], ...tls, ...access }, work);
}

async function compare(
  lab: Lab,
  { client }: Certificates,
  gateways: Readonly<Record<"open" | "tls" | "all", RunningGateway>>,
): Promise<Finding[]> {
  const { open, tls, all } = gateways;
  await preload(lab, open.port, {});
  for (const { port } of [tls, all]) await preload(lab, port, { tls: client });
  lab.progress("50 connections × 16");
  const load =
    ({ port, pid }: RunningGateway, speaking: object) =>
    (): Promise<RoundFigure> =>
      lab.load(planFor(lab, port, { depth: 16, ...speaking }), pid);
  const rounds = await lab.compare({
    open: load(open, {}),
    tls: load(tls, { tls: client }),
    all: load(all, { tls: client }),
  });
  return [
    compareRates(rows[0], rounds.tls, rounds.open, target),
    compareRates(rows[1], rounds.all, rounds.open, target),
  ];
}
