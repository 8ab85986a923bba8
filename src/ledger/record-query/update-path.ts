import type { Attribute, Value } from "../../core/attribute.ts";
import { ownUpdateAttributes, type OwnUpdateAttribute } from "../../core/record-query.ts";
import { dayOf, readDaySpan, type Day, type Instant } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { updateAttributeIds } from "../updates/update-attributes.ts";
import { attributeIn, partIn, readAttributePath, type AttributePath } from "./attribute-path.ts";

/**
 * A path from an update: what it has by itself, what it states, or what is known of its pilot. `rest` goes on from the
 * subjects that the first step refers to.
 */
export type UpdatePath =
  | { readonly from: "update"; readonly name: OwnUpdateAttribute; readonly rest?: AttributePath }
  | { readonly from: "statement"; readonly attribute: string; readonly part?: string; readonly rest?: AttributePath }
  | { readonly from: "pilot"; readonly path: AttributePath };

/** True for an attribute that updates have without stating it. */
export function isOwnUpdateAttribute(name: string): name is OwnUpdateAttribute {
  return ownUpdateAttributes.some((each) => each === name);
}

/** The steps of a dotted path from an update, or undefined where a step is not declared or follows what is no reference. */
export function readUpdatePath(path: string, attributes: ReadonlyMap<string, Attribute>): UpdatePath | undefined {
  const [first = "", ...others] = path.split(".");
  const rest = others.length > 0 ? readAttributePath(others.join("."), attributes) : undefined;
  if (others.length > 0 && !rest) return undefined;
  const following = rest ? { rest } : {};
  if (isOwnUpdateAttribute(first)) {
    const isReference = first === "pilot" || first === "programme";
    return rest && !isReference ? undefined : { from: "update", name: first, ...following };
  }
  const [attribute, part] = [attributes.get(attributeIn(first)), partIn(first)];
  if (attribute && updateAttributeIds.some((id) => id === attribute.id)) {
    if (rest && !attribute.kind.startsWith("reference")) return undefined;
    return { from: "statement", attribute: attribute.id, ...(part !== undefined && { part }), ...following };
  }
  const ofPilot = readAttributePath(path, attributes);
  return ofPilot && { from: "pilot", path: ofPilot };
}

/** The value that an update has by itself, or undefined where it has none. */
export function ownUpdateValue(update: ConfirmedUpdate, name: OwnUpdateAttribute): Value | undefined {
  switch (name) {
    case "id":
    case "pilot":
    case "programme":
    case "author":
    case "confirmedBy":
      return { kind: "reference", id: update[name] };
    case "place":
      return update.message && { kind: "reference", id: update.message.place };
    case "period":
      return update.fields.period && periodValue(update.fields.period);
    case "validFrom":
      return dayValue(update.validFrom);
    case "postedAt":
    case "recordedAt":
      return dayValue(londonDay(update[name]));
    case "version":
      return { kind: "count", count: update.version };
    case "marking":
    case "source":
      return textValue(update[name]);
    case "scale":
      return textValue(update.fields.scale);
    case "fictional":
      return { kind: "flag", flag: update.fictional === true };
  }
}

function textValue(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : { kind: "text", text };
}

function londonDay(instant: Instant): Day {
  return dayOf(new Date(instant));
}

function dayValue(text: Day): Value {
  const days = readDaySpan(text);
  return { kind: "date", text, ...(days && { days }) };
}

function periodValue(days: { readonly from: Day; readonly to: Day }): Value {
  const last = new Date(Date.parse(`${days.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return { kind: "date", text: `${days.from} to ${last}`, days };
}
