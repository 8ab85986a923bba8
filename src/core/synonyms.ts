import { stemOf } from "./words.ts";

// Everyday English only: words that officials use for one another. What is special to a programme is in its aliases.
const groups: readonly string[] = [
  "pot money funding fund cash finance financed funded budget grant",
  "got get receive received award awarded given gave allocate allocated granted",
  "paid pay pays funded financed",
  "council authority",
  "crime offending offence criminal",
  "begin began begun start started launch launched commence commenced kick",
  "end ended finish finished close closed stop stopped conclude concluded",
  "run ran led lead leading manage managed responsible",
  "govt government",
  "minister secretary",
  "extra additional further",
  "bid bidding apply applied application",
  "cover covers include includes",
  "leave left exclude excludes excluded omit omits out",
  "announce announced unveil unveiled reveal revealed named",
  "choose chose chosen select selected pick picked",
  "aim aims goal goals purpose objective objectives intend intended",
  "problem problems challenge challenges difficulty difficulties issue issues barrier barriers obstacle obstacles",
  "job jobs work employment unemployment",
  "child children kid kids young youth",
  "old older elderly",
  "house housing home homes",
  "poor poverty deprived deprivation",
  "drug drugs substance misuse",
  "doctor health healthcare medical",
  "evaluate evaluated evaluation evaluator assess assessed",
  "join joined joining member membership sign signed",
  "rule rules principle principles",
  "find found finding findings learn learned learnt lesson lessons conclusion",
  "publish published publication released",
  "company firm firms contractor consultants",
  "boss head chief leader chair chaired chaired",
  "cost costs price",
  "abolished replaced ended dissolved",
  "region area part",
  "department ministry dept",
  "organisation organisations body bodies agency agencies",
  "reply respond response answer deadline",
  "help support assist assistance",
  "energy fuel heating",
  "organisation organisations group groups outfit outfits body bodies",
  "instalment instalments payment part",
  "seaside coast coastal",
  "countryside rural",
  "city cities urban",
  "habit habits behaviour",
  "tenant tenants renter renters lodger lodgers",
  "youngster youngsters young youth",
  "toddler toddlers baby babies early",
  "privately private",
  "let letting rented renting rent",
  "slice chunk share proportion percentage",
  "wary careful caution",
  "mistake wrong error",
  "paperwork bureaucracy admin",
  "vary varies varied differ different",
  "peer lord",
  "committee board",
  "yearly annual",
  "replace replaced succeed succeeded supersede superseded",
  "narrow narrowed shrink shrunk",
  "ceiling limit maximum",
  "invoice charge charged fee fees",
  "buy buying procure commission commissioning",
  "journalist press",
  "privacy personal protection",
  "building hall base premises",
  "pupil pupils school schools",
  "begging beggars rough sleeping homeless homelessness",
];

const bySeed = new Map<string, Set<string>>();
for (const group of groups) {
  const stems = new Set(group.split(" ").map(stemOf));
  for (const stem of stems) bySeed.set(stem, new Set([...(bySeed.get(stem) ?? []), ...stems]));
}

const empty: ReadonlySet<string> = new Set();

/** The stems that an official may use for a stem, itself among them where it has any; empty for a word without synonyms. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  return bySeed.get(stem) ?? empty;
}
