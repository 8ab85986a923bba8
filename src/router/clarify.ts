import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Choice } from "../core/reply.ts";
import type { NamedThings } from "./slots.ts";

/** A name that several programmes share is asked back. */
export function clarifyProgrammes(
  text: string,
  { mentions }: NamedThings,
  knowledge: Knowledge,
): { readonly question: string; readonly choices: readonly Choice[] } | undefined {
  for (const mention of mentions) {
    const programmes = mention.candidates.flatMap((candidate) => {
      const subject = knowledge.subject(candidate.subject);
      return subject?.kind === "programme" ? [subject] : [];
    });
    if (programmes.length < 2) continue;
    const choices = programmes.map((programme) => ({
      label: programme.name,
      text: text.slice(0, mention.start) + programme.name + text.slice(mention.end),
    }));
    return { question: `“${mention.text}” can mean several programmes. Which one do you mean?`, choices };
  }
  return undefined;
}

/** A short name that several councils share is asked back, unless the programme named settles it. */
export function clarifyAmbiguous(
  text: string,
  named: NamedThings,
  knowledge: Knowledge,
): { readonly question: string; readonly choices: readonly Choice[] } | undefined {
  for (const place of named.places) {
    const ids = new Set(named.programmes.map((programme) => programme.id));
    const inProgramme = place.councils.filter((council) =>
      knowledge.participationsOf(council.id).some((one) => ids.has(one.programme ?? "")),
    );
    const councils = inProgramme.length > 0 ? inProgramme : place.councils;
    if (councils.length < 2) continue;
    const choices = councils.map((council) => ({
      label: council.name,
      text: text.slice(0, place.mention.start) + council.name + text.slice(place.mention.end),
    }));
    return { question: `“${place.mention.text}” can mean several councils. Which one do you mean?`, choices };
  }
  return undefined;
}

/** Asks which of several programmes is meant. */
export function askWhichProgramme(
  text: string,
  programmes: readonly Subject[],
): { readonly question: string; readonly choices: readonly Choice[] } {
  const choices = programmes.map((programme) => ({
    label: programme.name,
    text: `${text.replace(/[?\s]+$/, "")} (${programme.name})?`,
  }));
  return {
    question: "Several programmes fit this question, and they must not be mixed up. Which one do you mean?",
    choices,
  };
}
