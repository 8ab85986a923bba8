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
  asb: "anti-social behaviour",
  eval: "evaluation",
  regen: "regeneration",
  wot: "what",
  wat: "what",
  waht: "what",
  wht: "what",
  wats: "what is",
  hwo: "who",
  hw: "how",
  wen: "when",
  wich: "which",
  whcih: "which",
  whch: "which",
  wer: "were",
  teh: "the",
  cos: "because",
  coz: "because",
  ppls: "people",
  authorties: "authorities",
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
  return withoutGreeting(text)
    .replace(/\bno\.?\s+of\b/gi, "number of")
    .replace(/\bno\.\s*$/i, "number")
    .replace(/\by\/n\b/gi, "")
    .replace(/ & (?=(?:who|what|when|where|why|how|which|does|did|is|was|were|are)\b)/gi, " and ")
    .replace(
      /\b(what|which) (?:sort|kind|type)s? of (?:an? )?(?!council|authority)[\p{L}-]+ (?=was|were|is|are)/giu,
      "$1 ",
    )
    .replace(/\b(?:pls|plz|asap|thx|ta)\b/gi, "")
    .replace(pattern, (word) => (/^\p{Lu}{2,}$/u.test(word) ? word : (shorthand[word.toLowerCase()] ?? word)))
    .replace(/\s+/g, " ")
    .trim();
}

const greeting =
  /^(?:hi|hiya|hello|hey|morning|afternoon|evening|good (?:morning|afternoon|evening))(?: (?:all|there|team|everyone|folks|both|pilotdesk))?\b[\s,.!:\u2013-]*/i;
const newcomer =
  /^(?:(?:i['\u2019]?m|i am|we['\u2019]?re) (?:very |quite |brand |a )?new\b|new (?:starter|joiner|here)\b)[^,.:;!?\u2013-]{0,30}[\s,.:;!\u2013-]+/i;
const goodbye = /[\s,.!-]+(?:thanks|thank you|cheers|many thanks)(?: (?:in advance|so much|a lot|again))?[\s.!]*$/i;

/** A message without "Hi all," before what it asks and without thanks after it; as it is where nothing else is left. */
function withoutGreeting(text: string): string {
  const rest = text.replace(greeting, "").replace(newcomer, "").replace(goodbye, "");
  return rest.split(/\s+/).length >= 2 ? rest : text;
}
