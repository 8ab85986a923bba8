// What people leave out when they type in a hurry. Each is written in full before anything else is read.
const shorthand: Readonly<Record<string, string>> = {
  abt: "about",
  bk: "book",
  dept: "department",
  depts: "departments",
  govt: "government",
  gov: "government",
  info: "information",
  mgr: "manager",
  min: "minister",
  org: "organisation",
  orgs: "organisations",
  ppl: "people",
  prog: "programme",
  progs: "programmes",
  rpt: "report",
  rpts: "reports",
  uni: "university",
  wot: "what",
  yr: "year",
  yrs: "years",
  whats: "what is",
  whos: "who is",
  wheres: "where is",
  whens: "when is",
};
const pattern = new RegExp(`\\b(?:${Object.keys(shorthand).join("|")})\\b(?!['\u2019])`, "gi");

/** Writes everyday shorthand in full: `abt` as `about`, `no. of` as `number of`, `y/n` as nothing. Capitals are left alone: they may be a name. */
export function writeInFull(text: string): string {
  return text
    .replace(/\bno\.?\s+of\b/gi, "number of")
    .replace(/\bno\.\s*$/i, "number")
    .replace(/\by\/n\b/gi, "")
    .replace(/\b(what|which) (?:sort|kind|type)s? of (?:an? )?[\p{L}-]+ (?=was|were|is|are)/giu, "$1 ")
    .replace(/\b(?:pls|plz|asap|thx|ta)\b/gi, "")
    .replace(pattern, (word) => (/^\p{Lu}{2,}$/u.test(word) ? word : (shorthand[word.toLowerCase()] ?? word)))
    .replace(/\s+/g, " ")
    .trim();
}
