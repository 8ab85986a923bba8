import path from "node:path";
import { describe, expect, it } from "vitest";
import type { BatchAnswer, BatchCitation } from "./batch-answer.ts";
import { checkAnswer } from "./independent-checker.ts";
import { readKnowledgeFiles, type KnowledgeFiles } from "./knowledge-files.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const knowledge = readKnowledgeFiles(path.join(repository, "knowledge"));

function answer(sentences: readonly string[], citations: readonly BatchCitation[]): BatchAnswer {
  return {
    id: "1",
    intent: "ask",
    outcome: "answered",
    text: sentences.join(" "),
    sentences: sentences.map((text) => ({ text, citations: citations.map(({ number }) => number) })),
    citations: [...citations],
    confidence: 1,
    receipt: "r1",
    ms: 1,
  };
}

function passage(documentId: string, quote: string, files: KnowledgeFiles = knowledge): BatchCitation {
  const start = files.documents.get(documentId)?.raw.indexOf(quote) ?? -1;
  expect(start, `${documentId} says: ${quote}`).toBeGreaterThan(0);
  return { number: 1, kind: "passage", title: "", quote, documentId, start, end: start + quote.length };
}

function fact(subject: string, attribute: string, title = ""): BatchCitation {
  return { number: 1, kind: "fact", title, quote: "", subject, attribute };
}

function problemsOf(sentence: string, ...citations: readonly BatchCitation[]): readonly string[] {
  const numbered = citations.map((citation, at) => ({ ...citation, number: at + 1 }));
  return checkAnswer(answer([sentence], numbered), knowledge).flatMap(({ problems }) => problems);
}

const scale = "Total Place involved 63 local authorities.";
const trusts = "Total Place involved 34 primary care trusts.";
const luton = "Luton had £20 million from the Levelling Up Fund.";
const notLuton = "The £20 million and the £1.7 billion are the background to the Luton pilot and not its PfPP money.";
const dated = "Expressions of interest in PfPP opened on 12 July 2021.";
const scaleFile = "total-place/scale.md";

describe("a sentence that cites a passage", () => {
  it.each([
    ["word for word", scale, scaleFile, scale],
    ["with a figure in words", "Total Place involved sixty-three local authorities.", scaleFile, scale],
    ["with the scale in full", "Luton had £20m from the Levelling Up Fund.", "pfpp/luton.md", luton],
    ["with the programme's other name", scale.replace("Total Place", "The Total Place programme"), scaleFile, scale],
    ["with the day", dated, "pfpp/dates.md", dated],
    ["with less than the day", "Expressions of interest in PfPP opened in July 2021.", "pfpp/dates.md", dated],
    ["with its denial", notLuton, "pfpp/luton.md", notLuton],
  ])("is supported %s", (_, sentence, document, quote) => {
    expect(problemsOf(sentence, passage(document, quote))).toEqual([]);
  });

  it.each([
    ["another figure", "Total Place involved 36 local authorities.", scaleFile, scale],
    ["another figure in words", "Total Place involved sixty local authorities.", scaleFile, scale],
    ["another amount", "Luton had £25 million from the Levelling Up Fund.", "pfpp/luton.md", luton],
    ["another scale", "Luton had £20 billion from the Levelling Up Fund.", "pfpp/luton.md", luton],
    ["a hedge of its own", "Luton had up to £20 million from the Levelling Up Fund.", "pfpp/luton.md", luton],
    ["another day", dated.replace("12 July", "21 July"), "pfpp/dates.md", dated],
    ["another month", dated.replace("July", "June"), "pfpp/dates.md", dated],
    ["another year", dated.replace("2021", "2020"), "pfpp/dates.md", dated],
    ["another council", "Bradford had £20 million from the Levelling Up Fund.", "pfpp/luton.md", luton],
    ["another programme", scale.replace("Total Place", "Changing Futures"), scaleFile, scale],
    ["another programme by its letters", "PfPP involved 63 local authorities.", scaleFile, scale],
    ["an invented name", "Total Place involved 63 local authorities and Acme Consulting.", scaleFile, scale],
    ["an invented person", "Total Place involved 63 local authorities under Moira Quill.", scaleFile, scale],
    ["a denial of its own", "Total Place involved not 63 local authorities.", scaleFile, scale],
    ["its denial left out", notLuton.replace("and not", "and"), "pfpp/luton.md", notLuton],
    [
      "a claim that is not there",
      "Luton spent £20 million well on clean, quiet, happy markets.",
      "pfpp/luton.md",
      luton,
    ],
  ])("is not supported with %s", (_, sentence, document, quote) => {
    expect(problemsOf(sentence, passage(document, quote))).not.toEqual([]);
  });

  it("is not supported where a number counts another thing of the same quote", () => {
    const both = passage(scaleFile, `${scale} ${trusts}`);
    expect(problemsOf("Total Place involved 34 primary care trusts.", both)).toEqual([]);
    expect(problemsOf("Total Place involved 34 local authorities.", both)).toEqual([
      "34 counts something else in what is cited",
    ]);
  });

  it("is not supported where the offsets are one off", () => {
    const good = passage(scaleFile, scale);
    const shifted = { ...good, start: (good.start ?? 0) + 1, end: (good.end ?? 0) + 1 };
    expect(problemsOf(scale, shifted)[0]).toContain("does not say the quote");
  });

  it("is not supported by words that the document does not have, or by no document", () => {
    const good = passage(scaleFile, scale);
    expect(problemsOf(scale, { ...good, quote: scale.replace("63", "64") })[0]).toContain("does not say the quote");
    expect(problemsOf(scale, { ...good, documentId: "total-place/nowhere.md" })[0]).toContain("no document");
    expect(problemsOf(scale, { ...good, quote: "", start: 5, end: 5 })).toEqual(["the quote is empty"]);
  });

  it("is not supported by a link that is not on file", () => {
    const linked = { ...passage(scaleFile, scale), url: "https://example.org/" };
    expect(problemsOf(scale, linked)[0]).toContain("is not the one on file");
  });

  it("is not supported without a citation, or with a number that has none", () => {
    const bare = answer([scale], []);
    expect(checkAnswer(bare, knowledge)[0]?.problems).toEqual(["it cites nothing"]);
    const dangling = { ...bare, sentences: [{ text: scale, citations: [7] }] };
    expect(checkAnswer(dangling, knowledge)[0]?.problems).toEqual(["there is no citation 7"]);
  });
});

describe("a sentence that cites a fact", () => {
  it.each([
    ["of money", "The additional grant for East Sussex was £100,000.", "pfpp-east-sussex", "additionalGrant"],
    [
      "with a percentage",
      "The rise in safeguarding concerns in Newcastle was 42 per cent.",
      "pfpp-newcastle",
      "safeguardingRise",
    ],
    ["with a reference", "The Home Office worked with Luton.", "pfpp-luton", "departments"],
    [
      "with a list",
      "The partners of East Sussex were Hastings Borough Council and Citizens Advice 1066.",
      "pfpp-east-sussex",
      "partners",
    ],
    [
      "with its note",
      "East Sussex accepted an additional grant on 24 July 2023.",
      "pfpp-east-sussex",
      "additionalGrant",
    ],
  ])("is supported %s", (_, sentence, subject, attribute) => {
    expect(problemsOf(sentence, fact(subject, attribute))).toEqual([]);
  });

  it.each([
    ["another amount", "The additional grant for East Sussex was £150,000.", "pfpp-east-sussex", "additionalGrant"],
    [
      "a hedge of its own",
      "The additional grant for East Sussex was about £100,000.",
      "pfpp-east-sussex",
      "additionalGrant",
    ],
    ["another day", "East Sussex accepted an additional grant on 27 July 2023.", "pfpp-east-sussex", "additionalGrant"],
    ["another council", "The additional grant for Liverpool was £100,000.", "pfpp-east-sussex", "additionalGrant"],
    [
      "another programme",
      "The additional grant for East Sussex in Total Place was £100,000.",
      "pfpp-east-sussex",
      "additionalGrant",
    ],
    ["another department", "The Cabinet Office worked with Luton.", "pfpp-luton", "departments"],
    [
      "another percentage",
      "The rise in safeguarding concerns in Newcastle was 24 per cent.",
      "pfpp-newcastle",
      "safeguardingRise",
    ],
    [
      "a denial of its own",
      "The additional grant for East Sussex was never £100,000.",
      "pfpp-east-sussex",
      "additionalGrant",
    ],
    [
      "an attribute that is not on file",
      "The additional grant for Luton was £100,000.",
      "pfpp-luton",
      "additionalGrant",
    ],
    [
      "a record that is not on file",
      "The additional grant for Eastmere was £100,000.",
      "pfpp-eastmere",
      "additionalGrant",
    ],
  ])("is not supported with %s", (_, sentence, subject, attribute) => {
    expect(problemsOf(sentence, fact(subject, attribute))).not.toEqual([]);
  });

  it("keeps both ends of a range, and the hedge of an amount", () => {
    const range = fact("pfpp", "pilotFunding");
    const both =
      "The funding planned for the pilots of Partnerships for People and Place was between £150,000 and £350,000.";
    expect(problemsOf(both, range)).toEqual([]);
    const one = "The funding planned for the pilots of Partnerships for People and Place was £350,000.";
    expect(problemsOf(one, range)).toEqual(["£350,000 is one end of a range"]);
    const hedged = fact("shared-outcomes-fund", "thirdRoundFunding");
    const kept = "The third round funding of Shared Outcomes Fund was up to £100 million.";
    expect(problemsOf(kept, hedged)).toEqual([]);
    expect(problemsOf(kept.replace("up to ", ""), hedged)[0]).toContain("is hedged");
  });

  it("is not supported with a link to a source that is only reworded", () => {
    const linked = { ...fact("pfpp-bradford", "interventions"), url: "https://example.org/" };
    expect(problemsOf("Bradford set up community hubs serving young people and families.", linked)).toEqual([
      "a source of trust spun is linked",
    ]);
  });

  it("takes the value of the source that is cited where sources disagree", () => {
    const invitation = fact("pfpp", "departmentCount", "PfPP: guidance for local expressions of interest");
    const sentence = "Partnerships for People and Place is recorded with 12 parts of central government.";
    expect(problemsOf(sentence, invitation)).toEqual([]);
    expect(problemsOf(sentence.replace("12", "11"), invitation)).not.toEqual([]);
  });

  it("may count what it cites, and only right", () => {
    const pilots = ["pfpp-luton", "pfpp-bradford", "pfpp-hackney"].map((id) => fact(id, "selected"));
    const sentence = "Luton, Bradford and Hackney are three pilots of Partnerships for People and Place.";
    expect(problemsOf(sentence, ...pilots)).toEqual([]);
    expect(problemsOf(sentence.replace("three", "four"), ...pilots)).not.toEqual([]);
  });

  it("may list what one citation quotes of several records, where the records say so", () => {
    const title = "Press release: councils to pilot innovative ways of working with £5 million funding boost";
    const quote = "Luton was among those selected. Bradford was among those selected.";
    const cited = { ...fact("pfpp-luton", "selected", title), quote };
    expect(problemsOf("PfPP has 2 pilots on record: Bradford and Luton.", cited)).toEqual([]);
    expect(problemsOf("PfPP has 3 pilots on record: Bradford, Luton and Croydon.", cited)).not.toEqual([]);
    const forged = { ...cited, quote: `${quote} Croydon was among those selected.` };
    expect(problemsOf("PfPP has 3 pilots on record: Bradford, Luton and Croydon.", forged)).not.toEqual([]);
  });

  it("may say who is in both programmes, and only right", () => {
    const both = [fact("pfpp-luton", "selected"), fact("tp-birmingham", "selected"), fact("pfpp-hackney", "selected")];
    const sentence = "1 council on record in both PfPP and Total Place: Luton Borough Council.";
    expect(problemsOf(sentence, ...both)).toEqual([]);
    expect(problemsOf(sentence.replace("Luton Borough Council", "London Borough of Hackney"), ...both)[0]).toContain(
      "is not in both",
    );
  });

  it("may say who is in one programme and not in the other, and only right", () => {
    const cited = [fact("tp-kent", "selected"), fact("tp-durham", "selected"), fact("pfpp-luton", "selected")];
    const sentence = "1 council on record in Total Place and not in PfPP: Kent County Council.";
    expect(problemsOf(sentence, ...cited)).toEqual([]);
    expect(problemsOf(sentence.replace("Kent County", "Durham County"), ...cited)[0]).toContain("outside the other");
    expect(problemsOf(sentence.replace("Kent County", "Cornwall"), ...cited)).not.toEqual([]);
  });

  it("may not deny a place under its council's name", () => {
    const pilots = ["tp-kent", "tp-durham"].map((id) => fact(id, "selected"));
    const denial = "No: Kent County Council is not among the 13 pilots of Total Place, which are Durham and Kent.";
    expect(problemsOf(denial, ...pilots)).toContain("it denies what is cited");
  });

  it("may say that a place is not in a programme, where that is so", () => {
    const selected = fact("pfpp-luton", "selected");
    expect(problemsOf("Croydon is not among the pilots chosen for PfPP.", selected)).toEqual([]);
    expect(problemsOf("Bradford is not among the pilots chosen for PfPP.", selected)).not.toEqual([]);
  });
});

describe("where programmes stand", () => {
  const pilots = [fact("pfpp", "statusNote"), fact("total-place", "statusNote")];
  it("may be said of all of them, and only right", () => {
    const none = "None of the 2 programmes with pilots on record is recorded as live.";
    expect(problemsOf(none, ...pilots)).toEqual([]);
    expect(problemsOf(none.replace("live", "closed"), ...pilots)).not.toEqual([]);
    expect(problemsOf(none.replace("2", "3"), ...pilots)).toContain("there are 2 such programmes");
  });

  it("may be said of each by its name, and only right", () => {
    const closed = "2 programmes are recorded as closed: Partnerships for People and Place and Total Place.";
    expect(problemsOf(closed, ...pilots)).toEqual([]);
    expect(problemsOf("1 programme is recorded as live: Total Place.", fact("total-place", "statusNote"))).not.toEqual(
      [],
    );
    expect(problemsOf("Total Place is not recorded as closed.", fact("total-place", "statusNote"))).not.toEqual([]);
  });
});

describe("the notes themselves", () => {
  it("are supported by themselves, sentence for sentence", () => {
    const wrong: string[] = [];
    let count = 0;
    for (const [documentId, { raw }] of knowledge.documents)
      for (const match of raw.matchAll(/(?<=^|[.!?] )[A-Z][^\n|#]*?[.!?](?=\s|$)/gm)) {
        if (match.index < raw.indexOf("\n---", 3)) continue;
        const [quote] = match;
        const cited = { number: 1, kind: "passage" as const, title: "", quote, documentId };
        const citation = { ...cited, start: match.index, end: match.index + quote.length };
        const [verdict] = checkAnswer(answer([quote], [citation]), knowledge);
        count += 1;
        for (const problem of verdict?.problems ?? []) wrong.push(`${documentId}: ${quote}: ${problem}`);
      }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });
});
