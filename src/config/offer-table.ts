import { ABILITY_NAMES, type Ability, type Offer } from "../common/offer.ts";
import { backendTypes } from "./backend-types.ts";
import type { BackendType } from "./backends/backend-type.ts";

/** What every type of backend offers at its best, as tables in Markdown: one for each pattern. */
export function renderOffers(all: Readonly<Record<string, BackendType>> = backendTypes): string {
  const types = Object.entries(all).filter(([, { areOffersOpen }]) => areOffersOpen !== true);
  const tables = [
    renderTable(
      "KeyValue",
      types.flatMap(([type, { offers }]) => row(type, offers.keyvalue)),
      false,
    ),
    renderTable(
      "Stream",
      types.flatMap(([type, { offers }]) => row(type, offers.stream)),
      true,
    ),
  ];
  return tables.join("\n");
}

type Row = readonly [type: string, offer: Offer];

function row(type: string, offer: Offer | undefined): Row[] {
  return offer === undefined ? [] : [[type, offer]];
}

function renderTable(pattern: string, rows: readonly Row[], isStream: boolean): string {
  // Of the abilities, those that mean something for the pattern: some store has them.
  const abilities = ABILITY_NAMES.filter((name) => rows.some(([, offer]) => offer.abilities.includes(name)));
  const head = [pattern, "durability", isStream ? "ordering" : "consistency", ...abilities];
  const lines = rows.map(([type, offer]) => {
    const cells = abilities.map((name: Ability) => (offer.abilities.includes(name) ? "●" : ""));
    return line([`\`${type}\``, offer.durability, isStream ? offer.ordering : offer.consistency, ...cells]);
  });
  return `${line(head)}${line(head.map(() => "---"))}${lines.join("")}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** Puts the tables between the two marks of a page. Throws when they are not there. */
export function placeOffers(page: string, tables: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, from + BEGIN.length)}\n${tables}${page.slice(to)}`;
}

const BEGIN = "<!-- offers: made by `npm run generate` -->";
const END = "<!-- end of offers -->";
