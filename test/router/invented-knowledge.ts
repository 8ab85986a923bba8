import type { Knowledge } from "../../src/core/knowledge.ts";
import type { Alias, ParticipationKind, Subject, SubjectKind } from "../../src/core/ledger.ts";
import { createNameResolver } from "../../src/ledger/names/create-name-resolver.ts";

function subject(id: string, kind: SubjectKind, name: string, more: Partial<Subject> = {}): Subject {
  return { id, kind, name, audience: "public", ...more };
}

function part(programme: string, council: string, name: string, kind: ParticipationKind = "pilot"): Subject {
  const councils = [council];
  return subject(`${programme}-${council}`, "participation", name, { programme, participationKind: kind, councils });
}

const subjects: readonly Subject[] = [
  subject("night-buses", "programme", "Harbour Night Buses"),
  subject("day-boats", "programme", "Harbour Day Boats"),
  subject("quiet-quays", "programme", "Quiet Quays Network"),
  subject("eastmere", "council", "Eastmere Borough Council"),
  subject("port-calder", "council", "Port Calder City Council"),
  subject("wexcombe", "council", "Wexcombe District Council"),
  subject("elverby", "council", "Elverby Borough Council"),
  part("night-buses", "eastmere", "Eastmere"),
  part("night-buses", "port-calder", "Port Calder"),
  part("night-buses", "wexcombe", "Wexcombe"),
  part("day-boats", "eastmere", "Eastmere"),
  part("day-boats", "port-calder", "Port Calder"),
  part("quiet-quays", "elverby", "Elverby", "member"),
  subject("ottoline-varga", "person", "Ottoline Varga"),
  subject("dcc", "department", "Department for Coasts"),
  subject("term-sbo", "term", "SBO"),
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

const alias = (target: string, text: string, ambiguous = false): Alias => ({ target, text, ambiguous, place: false });
const aliases: readonly Alias[] = [
  alias("night-buses", "HNB"),
  alias("day-boats", "HDB"),
  alias("quiet-quays", "Quiet Quays"),
  alias("eastmere", "EBC", true),
  alias("elverby", "EBC", true),
  alias("term-sbo", "Shore Boarding Officer"),
];

/** Two programmes that look alike with two councils in both, a network of members, a short name that two councils share. */
export function createInventedKnowledge(): Knowledge {
  const byId = new Map(subjects.map((one) => [one.id, one]));
  const resolver = createNameResolver({ subjects, aliases, attributes: [] });
  return {
    subjects,
    attributes: new Map(),
    sources: new Map(),
    subject: (id) => byId.get(id),
    ofKind: (kind) => subjects.filter((one) => one.kind === kind),
    participationsOf: (id) =>
      subjects.filter((one) => one.kind === "participation" && (one.programme === id || one.councils?.includes(id))),
    namesOf: (id) => [
      ...(byId.has(id) ? [byId.get(id)?.name ?? ""] : []),
      ...aliases.filter(({ target }) => target === id).map(({ text }) => text),
    ],
    councilValues: new Map([
      ["region", ["North Shore", "South Shore"]],
      ["councilType", ["borough council", "city council", "district council"]],
    ]),
    findMentions: (text, options) => resolver.findMentions(text, options),
  };
}
