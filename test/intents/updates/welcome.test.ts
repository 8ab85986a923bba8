import { describe, expect, it } from "vitest";
import { presenceMark, readPresence } from "../../../src/core/presence.ts";
import { digestPlaces } from "../../../src/intents/digests/digest-places.ts";
import { openUpdateDesk, people, places } from "./open-update-desk.ts";

const joined = { kind: "joined", whom: "person" } as const;
const chat = { id: "slack:T1:NEWCOMER", kind: "personal" } as const;

describe("a newcomer", () => {
  it("to the organisation is told in private what this is, what not to tell it, what to try and how to stop it", async () => {
    const { turn } = await openUpdateDesk();
    const { reply, words } = await turn(joined, { who: people.stranger, place: chat });
    expect(reply).toMatchObject({ intent: "welcome", visibility: "onlyYou" });
    expect(words).toContain("every sentence with its source");
    expect(words).toContain("Do not tell me about residents");
    expect(words).toContain("Three things to try");
    expect(words).toMatch(/To stop: “snooze 30 days” .* and “forget me” deletes what I hold about you/);
    expect(words).not.toContain("listen off");
  });

  it("is welcomed once, whether they come to the organisation or to a place first", async () => {
    const { turn } = await openUpdateDesk();
    expect((await turn(joined, { who: people.stranger, place: chat })).posts).toHaveLength(1);
    expect((await turn(joined, { who: people.stranger, place: chat })).posts).toEqual([]);
    expect((await turn(joined, { who: people.stranger, place: places.team })).posts).toEqual([]);
    expect((await turn(joined, { who: people.rook, place: places.team })).posts).toHaveLength(1);
    expect((await turn(joined, { who: people.rook, place: chat })).posts).toEqual([]);
  });

  it("of another organisation is told of questions and not of reports", async () => {
    const { turn } = await openUpdateDesk();
    const { words } = await turn(joined, { who: people.guest, place: chat });
    expect(words).toContain("Ask: ");
    expect(words).not.toContain("Report in your own words");
  });

  it("to a place that is read along in is told how to stop that", async () => {
    const { turn, bind } = await openUpdateDesk();
    await bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
    expect((await turn(joined, { who: people.rook, place: places.team })).words).toContain("“listen off” stops me");
  });

  it("to a place that is bound to nothing is told nothing", async () => {
    const { turn } = await openUpdateDesk();
    expect((await turn(joined, { who: people.rook, place: places.hall })).posts).toEqual([]);
  });
});

describe("a place that the assistant was added to", () => {
  it("hears how to say what it is for, unless that is said already", async () => {
    const { turn } = await openUpdateDesk();
    const added = { kind: "joined", whom: "assistant" } as const;
    const hall = await turn(added, { place: places.hall });
    expect(hall.words).toContain("“here” and the name of a programme or pilot");
    expect(hall.words).toContain("remove me from this place");
    expect((await turn(added, { place: places.team })).words).not.toContain("is for no programme yet");
  });
});

describe("a place that the assistant was taken out of", () => {
  const added = { kind: "joined", whom: "assistant" } as const;
  const left = { kind: "placeChanged", change: "left" } as const;

  it("is told nothing, keeps what it is bound to, and is welcomed again when it is brought back", async () => {
    const { turn, store } = await openUpdateDesk();
    expect((await turn(added, { place: places.team })).posts).toHaveLength(1);
    expect((await turn(added, { place: places.team })).posts).toEqual([]);
    expect((await turn(left, { place: places.team })).posts).toEqual([]);
    expect(readPresence(await store.mark(places.team.id, presenceMark))).toMatchObject({ isIn: false });
    expect(await store.place(places.team.id)).toMatchObject({ pilots: ["hnb-eastmere"] });
    expect((await turn(added, { place: places.team })).posts).toHaveLength(1);
    expect(readPresence(await store.mark(places.team.id, presenceMark))).toMatchObject({ isIn: true });
  });

  it("gets no digest until then", async () => {
    const { turn, store, parts, clock } = await openUpdateDesk();
    const knowledge = await parts.knowledgeFor({ reader: { audiences: ["public", "programme:night-buses"] } });
    const programme = knowledge.subject("night-buses");
    if (!programme) throw new Error("The programme is not there.");
    const now = clock.now().toISOString();
    const placesNow = async () =>
      (await digestPlaces(programme, store, { knowledge, now })).map(({ place }) => place.id);
    await store.transaction(async (transaction) => {
      const place = await transaction.place(places.team.id);
      if (place) await transaction.putPlace({ ...place, digests: true });
    });
    expect(await placesNow()).toContain(places.team.id);
    await turn(left, { place: places.team });
    expect(await placesNow()).not.toContain(places.team.id);
    await turn({ ...left, change: "kept" }, { place: places.team });
    expect(await placesNow()).toContain(places.team.id);
  });

  it("is no way to a person any more whom it was alone with there", async () => {
    const { turn, store } = await openUpdateDesk();
    await turn(added, { who: people.wren, place: chat });
    expect(await store.marks("personal:slack")).toHaveLength(1);
    await turn(left, { who: people.wren, place: chat });
    expect(await store.marks("personal:slack")).toEqual([]);
  });
});
