import type { Alias, ParticipationKind, Subject } from "../../../src/core/ledger.ts";
import { createNameResolver, type NameResolver } from "../../../src/ledger/names/create-name-resolver.ts";

function council(id: string, name: string): Subject {
  return { id, kind: "council", name, audience: "public" };
}

function participation(
  id: string,
  name: string,
  councils: readonly string[],
  kind: ParticipationKind = "pilot",
): Subject {
  const programme = id.split("-")[0] ?? "";
  return { id, kind: "participation", name, programme, participationKind: kind, councils, audience: "public" };
}

function other(id: string, kind: Subject["kind"], name: string): Subject {
  return { id, kind, name, audience: "public" };
}

function alias(target: string, text: string, more: Partial<Alias> = {}): Alias {
  return { target, text, ambiguous: false, place: false, ...more };
}

const subjects: readonly Subject[] = [
  other("hap", "programme", "Homes and Places"),
  other("net", "programme", "Stay Nearby"),
  council("bradwick", "City of Bradwick Metropolitan District Council"),
  council("lutterby", "Lutterby Borough Council"),
  council("reading", "Reading Borough Council"),
  council("southmarsh", "London Borough of Southmarsh"),
  council("marlshire", "Marlshire County Council"),
  council("marl", "Marl City Council"),
  council("st-orrans", "St Orran's District Council"),
  council("mon", "Ynys Môn Council"),
  council("holm", "Holm-upon-Wending Council"),
  participation("hap-bradwick", "Bradwick", ["bradwick"]),
  participation("net-bradwick", "Bradwick", ["bradwick"], "member"),
  participation("hap-lutterby", "Lutterby", ["lutterby"]),
  participation("hap-reading", "Reading", ["reading"]),
  participation("hap-marl", "Marl and Marlshire", ["marl", "marlshire"]),
  other("dpt", "department", "Department for Towns"),
  other("ada-quill", "person", "Dame Ada Quill MP"),
  other("jo-brown", "person", "Jo Brown"),
  other("term-par", "term", "PAR"),
  other("term-ward", "term", "Ward"),
  other("term-dop", "term", "DoP"),
];

const aliases: readonly Alias[] = [
  alias("hap", "HaP"),
  alias("hap-bradwick", "Lister Yard Programme"),
  alias("hap-lutterby", "Canal Quarter", { place: true }),
  alias("lutterby", "LBC", { ambiguous: true }),
  alias("southmarsh", "LBC", { ambiguous: true }),
  alias("dpt", "DfTowns", { from: "2020-01-01" }),
  alias("dpt", "Ministry of Towns", { to: "2020-01-01" }),
  alias("marlshire", "Old Ministry", { ambiguous: true }),
  alias("term-par", "project adjustment request"),
];

/** A resolver over invented councils, pilots and people that raise every difficulty of real ones. */
export const inventedNames: NameResolver = createNameResolver({
  subjects,
  aliases,
  attributes: [{ label: "lead", asks: ["led by", "quillan"] }],
});

/** Each mention as `text: best candidate, next, …`. */
export function describeMentions(resolver: NameResolver, text: string): readonly string[] {
  return resolver
    .findMentions(text)
    .map((mention) => `${mention.text}: ${mention.candidates.map(({ subject }) => subject).join(", ")}`);
}
