/** The ways to write a council's place (`bare`) and the council itself (`formal`), as folded words. */
export interface CouncilNames {
  readonly bare: readonly (readonly string[])[];
  readonly formal: readonly (readonly string[])[];
}

const prefixes = [
  "london borough of",
  "royal borough of",
  "metropolitan borough of",
  "city and county of",
  "borough of",
  "county of",
  "city of",
  "lb of",
  "lb",
].map((prefix) => prefix.split(" "));

const types = new Set(["city", "borough", "county", "district", "metropolitan", "unitary"]);
const shortTypes: Readonly<Record<string, string>> = {
  city: "cc",
  county: "cc",
  borough: "bc",
  district: "dc",
  "metropolitan borough": "mbc",
  "metropolitan district": "mdc",
};

/**
 * Names that follow from a council's name. Only its own type is used: a borough council of the same place may be another
 * council. Empty for a name that has neither a council's ending nor a beginning like London Borough of.
 */
export function councilNames(name: readonly string[]): CouncilNames {
  const prefix = prefixes.find((words) => words.every((word, index) => name[index] === word));
  const hasCouncil = name.at(-1) === "council";
  if (prefix === undefined && !hasCouncil) return { bare: [], formal: [] };
  const rest = name.slice(prefix?.length ?? 0, hasCouncil ? -1 : undefined);
  const placeEnd = rest.findLastIndex((word) => !types.has(word)) + 1;
  const place = rest.slice(0, placeEnd);
  if (place.length === 0) return { bare: [], formal: [] };
  return { bare: [place], formal: formalNames(place, rest.slice(placeEnd), prefix ?? []) };
}

function formalNames(
  place: readonly string[],
  type: readonly string[],
  prefix: readonly string[],
): readonly (readonly string[])[] {
  const names = [[...place, "council"]];
  const short = shortTypes[type.join(" ")];
  if (type.length > 0) {
    names.push([...place, ...type], [...place, ...type, "council"], [...type.slice(-1), "of", ...place]);
    if (type.length > 1) names.push([...place, type[0] ?? "", "council"], [...place, type.at(-1) ?? "", "council"]);
  }
  if (short !== undefined) names.push([...place, short]);
  // Nobody says Wending County for County Wending, but the county stands first in its everyday name.
  if (type[0] === "county") names.push(["county", ...place]);
  if (prefix.includes("borough")) {
    names.push(
      [...prefix, ...place],
      [...place, "borough"],
      [...place, "borough", "council"],
      ["borough", "of", ...place],
    );
  }
  if (prefix.join(" ") === "london borough of") {
    names.push(["lb", ...place], ["lb", "of", ...place], [...place, "lb"], [...place, "london", "borough", "council"]);
  }
  if (prefix.join(" ") === "city of") names.push(["city", "of", ...place], [...place, "city", "council"]);
  return names;
}
