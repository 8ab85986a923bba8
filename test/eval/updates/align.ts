/** Labels and what was proposed, each at most in one pair, the likest first. */
export interface Alignment<Label, Got> {
  readonly pairs: readonly { readonly label: Label; readonly got: Got }[];
  readonly labelsLeft: readonly Label[];
  readonly gotLeft: readonly Got[];
}

/** Pairs labels with what was proposed. `likeness` is 0 where two are not about the same thing. */
export function align<Label, Got>(
  labels: readonly Label[],
  proposed: readonly Got[],
  likeness: (label: Label, got: Got) => number,
): Alignment<Label, Got> {
  const candidates = labels
    .flatMap((label) => proposed.map((got) => ({ label, got, likeness: likeness(label, got) })))
    .filter((pair) => pair.likeness > 0)
    .toSorted((left, right) => right.likeness - left.likeness);
  const pairs: { label: Label; got: Got }[] = [];
  for (const { label, got } of candidates) {
    if (!pairs.some((pair) => pair.label === label || pair.got === got)) pairs.push({ label, got });
  }
  return {
    pairs,
    labelsLeft: labels.filter((label) => !pairs.some((pair) => pair.label === label)),
    gotLeft: proposed.filter((got) => !pairs.some((pair) => pair.got === got)),
  };
}

/**
 * Pairs what has to be proposed first; then what may be proposed takes from the rest, and is in neither of the lists
 * that are left.
 */
export function alignWithLeeway<Label extends { readonly optional: boolean }, Got>(
  labels: readonly Label[],
  proposed: readonly Got[],
  likeness: (label: Label, got: Got) => number,
): Alignment<Label, Got> {
  const needed = align(
    labels.filter(({ optional }) => !optional),
    proposed,
    likeness,
  );
  const allowed = align(
    labels.filter(({ optional }) => optional),
    needed.gotLeft,
    likeness,
  );
  return { ...needed, gotLeft: allowed.gotLeft };
}
