import { align } from "./align.ts";
import type { Finding } from "./field-counts.ts";
import type { Proposed } from "./proposed-line.ts";
import type { UpdateMessage } from "./update-message.ts";

type Found = Proposed["personalData"][number];
type Label = UpdateMessage["expected"]["proposals"][number]["personalData"][number];

/** Holds the personal data that was pointed out anywhere in a message against all of its labels: kind, and overlap. */
export function scorePersonalData(
  { text, expected }: UpdateMessage,
  proposals: readonly Pick<Proposed, "personalData">[],
): readonly Finding[] {
  const labels = expected.proposals.flatMap(({ personalData }) => personalData);
  const found = withoutRepeats(proposals.flatMap(({ personalData }) => personalData));
  const likeness = (label: Label, got: Found): number => {
    return label.kind === got.kind && placesOf(text, label).some((place) => overlaps(place, got)) ? 1 : 0;
  };
  const needed = align(
    labels.filter(({ optional }) => !optional),
    found,
    likeness,
  );
  const isLabelled = (got: Found): boolean => labels.some((label) => likeness(label, got) > 0);
  const missed = needed.labelsLeft.filter((label) => !isInsideAddress(text, label, found));
  return [
    ...needed.pairs.map(({ label }) => ({ ...naming(label), verdict: "right" as const })),
    ...missed.map((label) => ({ ...naming(label), verdict: "missed" as const })),
    ...needed.gotLeft
      .filter((got) => !isLabelled(got))
      .map((got) => ({
        field: "personalData" as const,
        verdict: "invented" as const,
        got: `${got.kind} ${text.slice(got.start, got.end)}`,
      })),
  ];
}

function naming({ kind, text }: Label): Pick<Finding, "field" | "wanted"> {
  return { field: "personalData", wanted: `${kind} ${text}` };
}

/** A postcode at the end of an address that is pointed out whole is pointed out too. */
function isInsideAddress(text: string, label: Label, found: readonly Found[]): boolean {
  if (label.kind !== "postcode") return false;
  return placesOf(text, label).some((place) => found.some((got) => got.kind === "address" && overlaps(place, got)));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function placesOf(text: string, label: Label): readonly Stretch[] {
  const places: Stretch[] = [];
  for (let start = text.indexOf(label.text); start >= 0; start = text.indexOf(label.text, start + 1)) {
    places.push({ start, end: start + label.text.length });
  }
  return places;
}

function overlaps(place: Stretch, got: Stretch): boolean {
  return place.start < got.end && got.start < place.end;
}

function withoutRepeats(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((one) => [`${one.kind} ${one.start} ${one.end}`, one])).values()];
}
