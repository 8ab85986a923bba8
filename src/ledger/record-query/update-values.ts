import type { Subject } from "../../core/ledger.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { referredIds, type AttributePath } from "./attribute-path.ts";
import { ofPart, type PathValue, type RecordView } from "./record-view.ts";
import { ownUpdateValue, type UpdatePath } from "./update-path.ts";

/** An update whose pilot this reader knows. */
export interface UpdateOrigin {
  readonly update: ConfirmedUpdate;
  readonly pilot: Subject;
}

/** Values by id of the update. */
export type UpdateValues = ReadonlyMap<string, readonly PathValue[]>;

/** The values of each update at the end of a path, by its id; every update has an entry. */
export async function followFromUpdates(
  origins: readonly UpdateOrigin[],
  path: UpdatePath,
  view: RecordView,
): Promise<UpdateValues> {
  if (path.from === "pilot") {
    const pilots = [...new Map(origins.map(({ pilot }) => [pilot.id, pilot])).values()];
    const values = await view.follow(pilots, path.path, "standing");
    return new Map(origins.map(({ update, pilot }) => [update.id, values.get(pilot.id) ?? []]));
  }
  const first = path.from === "update" ? ownValues(origins, path) : await statedValues(origins, path, view);
  return path.rest ? followOn(first, path.rest, view) : first;
}

function ownValues(origins: readonly UpdateOrigin[], { name }: Extract<UpdatePath, { readonly from: "update" }>) {
  return new Map(
    origins.map(({ update }): [string, readonly PathValue[]] => {
      const value = ownUpdateValue(update, name);
      return [update.id, value ? [{ value, facts: [] }] : []];
    }),
  );
}

async function statedValues(
  origins: readonly UpdateOrigin[],
  { attribute, part }: Extract<UpdatePath, { readonly from: "statement" }>,
  view: RecordView,
) {
  const ids = origins.map(({ update }) => update.id);
  const statements = await view.statements(ids, attribute);
  return new Map(
    ids.map((id): [string, readonly PathValue[]] => [
      id,
      ofPart(statements.get(id) ?? [], part).map((fact) => ({ value: fact.value, facts: [fact] })),
    ]),
  );
}

/** Goes on from the subjects that values refer to. */
async function followOn(values: UpdateValues, rest: AttributePath, view: RecordView): Promise<UpdateValues> {
  const ids = new Set([...values.values()].flat().flatMap(({ value }) => referredIds(value)));
  const further = await view.follow(await view.subjects({ ids: [...ids] }), rest, "standing");
  const goOn = ({ value, facts }: PathValue): readonly PathValue[] =>
    referredIds(value)
      .flatMap((id) => further.get(id) ?? [])
      .map((next) => ({ value: next.value, facts: [...facts, ...next.facts] }));
  return new Map(Array.from(values, ([id, each]) => [id, each.flatMap(goOn)]));
}
