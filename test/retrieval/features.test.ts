import { describe, expect, it } from "vitest";
import { analyseQuery } from "../../src/retrieval/analyse-query.ts";
import { readFeatures, scoreFeatures, weighTerms, type Candidate } from "../../src/retrieval/features.ts";

function candidate(text: string, more: Partial<Candidate> & { title?: string; headings?: string[] } = {}): Candidate {
  const { title = "", headings = [], ...rest } = more;
  const stems = text.split(" ");
  const bigrams = new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`));
  const titleStems = title === "" ? [] : title.split(" ");
  return {
    documentId: "d",
    bm25: 0,
    words: { stems, bigrams, headingStems: new Set(headings), titleStems },
    ...rest,
  };
}

describe("analyseQuery", () => {
  it("keeps content words by stem, their pairs, and bigrams as written", () => {
    expect(analyseQuery("What funding did the pilots get for pilots?")).toEqual({
      terms: [
        { folded: "funding", stem: "fund", weight: 1 },
        { folded: "pilots", stem: "pilot", weight: 1 },
      ],
      pairs: [
        ["fund", "pilot"],
        ["pilot", "pilot"],
      ],
      bigrams: [
        ["what", "funding"],
        ["funding", "did"],
        ["the", "pilots"],
        ["pilots", "get"],
        ["for", "pilots"],
      ],
    });
  });

  it("adds the words of expansions at half weight, once", () => {
    expect(analyseQuery("PfPP pilots", ["Partnerships for People", "the pilots"]).terms).toEqual([
      { folded: "pfpp", stem: "pfpp", weight: 1 },
      { folded: "pilots", stem: "pilot", weight: 1 },
      { folded: "partnerships", stem: "partnership", weight: 0.5 },
      { folded: "people", stem: "peopl", weight: 0.5 },
    ]);
  });

  it("looks for at most 100 words of a pasted page", () => {
    const page = Array.from({ length: 500 }, (_, at) => `word${at}`).join(" ");
    expect(analyseQuery(page).terms).toHaveLength(100);
  });

  it("looks for stop words where there is nothing else, and for nothing in an empty question", () => {
    expect(analyseQuery("What is it?").terms.map(({ folded }) => folded)).toEqual(["what", "is", "it"]);
    expect(analyseQuery("?!").terms).toEqual([]);
  });
});

describe("weighTerms", () => {
  it("weighs a rare word more than a common one", () => {
    const query = analyseQuery("luton pilot");
    const weights = weighTerms(query, { passages: 9, frequencies: new Map([["luton", 1]]) });
    // log(1 + (9 - 1 + .5) / (1 + .5)) and log(1 + (9 + .5) / .5)
    expect(weights.get("luton")).toBeCloseTo(Math.log(1 + 8.5 / 1.5), 12);
    expect(weights.get("pilot")).toBeCloseTo(Math.log(20), 12);
  });
});

describe("readFeatures", () => {
  const query = analyseQuery("luton safety");
  const weights = new Map([
    ["luton", 3],
    ["safeti", 1],
  ]);

  it("measures coverage, window, pairs and title by hand-worked shares", () => {
    const far = `luton ${"x ".repeat(19)}safeti`;
    const [one, two] = readFeatures(query, weights, [
      candidate("luton x safeti", { documentId: "a", title: "luton" }),
      candidate(far, { documentId: "b", headings: ["safeti"] }),
    ]);
    expect(one).toMatchObject({ coverage: 1, window: 1, pairs: 1, bigrams: 0, titleMatch: 0.75 });
    // 21 words: the two are never in one window of 20, and the better half of the weight is 3 of 4.
    expect(two).toMatchObject({ coverage: 1, window: 0.75, pairs: 0, titleMatch: 0 });
  });

  it("knows the best other candidate of the same document", () => {
    const features = readFeatures(query, weights, [
      candidate("luton", { documentId: "a", bm25: 5 }),
      candidate("safeti", { documentId: "a", bm25: 3 }),
      candidate("safeti", { documentId: "a", bm25: 1 }),
      candidate("safeti", { documentId: "b", bm25: 4 }),
    ]);
    expect(features.map(({ sibling }) => sibling)).toEqual([3, 5, 5, 0]);
  });

  it("finds exact bigrams of the question as written", () => {
    const [feature] = readFeatures(analyseQuery("safety in luton"), weights, [candidate("safety in hackney")]);
    expect(feature?.bigrams).toBe(0.5);
  });
});

describe("scoreFeatures", () => {
  it("scales every feature over the candidates and keeps scores between 0 and 1", () => {
    const base = { coverage: 0, sibling: 0, window: 0, pairs: 0, bigrams: 0, titleMatch: 0, titleBm25: 0 };
    const scores = scoreFeatures([
      { ...base, bm25: 10, coverage: 1 },
      { ...base, bm25: 5, coverage: 1 },
      { ...base, bm25: 0, coverage: 0 },
    ]);
    // The weights without similarity add up to 2.35; bm25 weighs 1 and coverage .3.
    expect(scores[0]).toBeCloseTo(1.3 / 2.35, 12);
    expect(scores[1]).toBeCloseTo(0.8 / 2.35, 12);
    expect(scores[2]).toBe(0);
  });

  it("takes candidates that are alike for equal", () => {
    const same = {
      bm25: 3,
      coverage: 1,
      sibling: 1,
      window: 1,
      pairs: 0,
      bigrams: 0,
      titleMatch: 0,
      titleBm25: 0,
    };
    expect(scoreFeatures([same, same])).toEqual([0, 0]);
    expect(scoreFeatures([])).toEqual([]);
  });
});
