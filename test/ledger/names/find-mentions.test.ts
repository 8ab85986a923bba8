import { describe, expect, it } from "vitest";
import { describeMentions, inventedNames } from "./invented-names.ts";

const bradwick = "hap-bradwick, net-bradwick, bradwick";

function bestOf(text: string): unknown {
  return inventedNames.findMentions(text)[0]?.candidates[0];
}

describe("findMentions", () => {
  it.each<[string, readonly string[]]>([
    // A place means its council and every participation of it.
    ["What is Bradwick's theme?", [`Bradwick: ${bradwick}`]],
    ["what did BRADWICK do", [`BRADWICK: ${bradwick}`]],
    ["Bradwick Council", ["Bradwick Council: bradwick, hap-bradwick, net-bradwick"]],
    [
      "Bradwick MDC, Bradwick Metropolitan District and the City of Bradwick",
      [
        "Bradwick MDC: bradwick, hap-bradwick, net-bradwick",
        "Bradwick Metropolitan District: bradwick, hap-bradwick, net-bradwick",
        "City of Bradwick: bradwick, hap-bradwick, net-bradwick",
      ],
    ],
    [
      "the London Borough of Southmarsh and LB Southmarsh",
      ["London Borough of Southmarsh: southmarsh", "LB Southmarsh: southmarsh"],
    ],
    ["Southmarsh Borough Council", ["Southmarsh Borough Council: southmarsh"]],
    ["Borough of Lutterby", ["Borough of Lutterby: lutterby, hap-lutterby"]],
    ["Marlshire County", ["Marlshire County: marlshire, hap-marl"]],
    // The word pilot, member or one leaves the council out.
    ["who led the Bradwick pilot", ["Bradwick pilot: hap-bradwick"]],
    ["the Bradwick member", ["Bradwick member: net-bradwick"]],
    ["and the Bradwick one?", ["the Bradwick one: hap-bradwick, net-bradwick"]],
    ["is Bradwick one of them", [`Bradwick: ${bradwick}`]],
    // Joint pilots, in full and by one of their councils.
    ["Marl and Marlshire", ["Marl and Marlshire: hap-marl"]],
    ["Marl & Marlshire; Marl/Marlshire", ["Marl & Marlshire: hap-marl", "Marl/Marlshire: hap-marl"]],
    ["Marlshire's spend", ["Marlshire: marlshire, hap-marl"]],
    ["the Marl pilot", ["Marl pilot: hap-marl"]],
    // Writing that makes no difference.
    [
      "St Orrans, St. Orran\u2019s and ST ORRAN'S",
      ["St Orrans: st-orrans", "St. Orran\u2019s: st-orrans", "ST ORRAN'S: st-orrans"],
    ],
    ["ynys mon", ["ynys mon: mon"]],
    ["Holm upon Wending\u2019s plan", ["Holm upon Wending: holm"]],
    ["Brad\u00adwick", [`Brad\u00adwick: ${bradwick}`]],
    ["*Lutterby*, _Lutterby_ (Lutterby)", Array(3).fill("Lutterby: hap-lutterby, lutterby")],
    ["Home and Place, Homes & Places", ["Home and Place: hap", "Homes & Places: hap"]],
    // Places inside and initiatives.
    ["Canal Quarter", ["Canal Quarter: hap-lutterby"]],
    ["the Lister Yard Programme", ["Lister Yard Programme: hap-bradwick"]],
    // Ambiguous short names list every target.
    ["LBC", ["LBC: hap-lutterby, lutterby, southmarsh"]],
    // Ordinary words that are names need a capital; acronyms that are words their capitals.
    ["I was reading about it", []],
    ["we like Reading", ["Reading: hap-reading, reading"]],
    ["on par with the other pilots of the year", []],
    ["when is a PAR or several PARs needed", ["PAR: term-par", "PARs: term-par"]],
    ["what is par?", ["par: term-par"]],
    ["dop and DOP", ["dop: term-dop", "DOP: term-dop"]],
    ["which wards", ["wards: term-ward"]],
    ["jo brown met Brown in the brown house", ["jo brown: jo-brown", "Brown: jo-brown"]],
    // People by full name, without honours and titles, and by surname.
    [
      "Dame Ada Quill MP, Ada Quill and Quill",
      ["Dame Ada Quill MP: ada-quill", "Ada Quill: ada-quill", "Quill: ada-quill"],
    ],
    ["", []],
    ["\u{1f600} ?!", []],
  ])("%j", (text, expected) => {
    expect(describeMentions(inventedNames, text)).toEqual(expected);
  });

  it("gives the place of each mention in the text as it was written", () => {
    const text = "\u{1f600} Caf\u00e9: Lutterby\u2019s plan";
    const [mention] = inventedNames.findMentions(text);
    expect(mention).toMatchObject({ start: 9, end: 17, text: "Lutterby" });
    expect(text.slice(9, 17)).toBe("Lutterby");
  });

  it("says how sure it is: a name, an alias, a place, a misspelling", () => {
    expect(bestOf("Homes and Places")).toEqual({ subject: "hap", how: "name", score: 1 });
    expect(bestOf("Lister Yard Programme")).toEqual({ subject: "hap-bradwick", how: "alias", score: 0.95 });
    expect(bestOf("Canal Quarter")).toEqual({ subject: "hap-lutterby", how: "place", score: 0.7 });
    expect(bestOf("Lutterbey")).toEqual({ subject: "hap-lutterby", how: "typo", score: 0.85 });
  });

  it("trusts a name less outside its time, and never drops it", () => {
    const scoreAt = (asOf: string): number | undefined =>
      inventedNames.findMentions("Ministry of Towns", { asOf })[0]?.candidates[0]?.score;
    expect(scoreAt("2019-12-31")).toBe(0.95);
    expect(scoreAt("2020-01-01")).toBe(0.57);
  });
});

describe("a misspelt name", () => {
  it.each<[string, string]>([
    ["Bradwcik", "hap-bradwick"],
    ["Bradwik", "hap-bradwick"],
    ["Brandwick", "hap-bradwick"],
    ["bradwik", "hap-bradwick"],
    ["Lutterbie", "hap-lutterby"],
    ["Southmrash", "southmarsh"],
    ["the Bradwik pilot", "hap-bradwick"],
    ["Homes and Plaices", "hap"],
    ["Stay Neerby", "net"],
    ["Mralshire", "marlshire"],
  ])("%s means %s", (text, subject) => {
    expect(inventedNames.findMentions(text)[0]?.candidates[0]).toMatchObject({ subject, how: "typo" });
  });

  it.each([
    ["a short word", "Mral"],
    ["another place that differs by consonants", "Latterly, Southbank and Bradfield"],
    ["another beginning", "Gradwick"],
    ["an ordinary word", "loutish radical quality"],
    ["a word that asks for an attribute", "quillan"],
    ["figures", "12345 2024-25"],
  ])("is not %s", (_case, text) => {
    expect(inventedNames.findMentions(text)).toEqual([]);
  });

  it("is never an exact name", () => {
    const [mention] = inventedNames.findMentions("Marlshire");
    expect(mention?.candidates.map(({ how }) => how)).toEqual(["name", "alias"]);
  });
});
