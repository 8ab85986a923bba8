import type { Attribute, Value } from "../../core/attribute.ts";
import type { Subject } from "../../core/ledger.ts";
import { type SubjectAttribute, subjectAttributes } from "../../core/record-query.ts";
import { partKey } from "./values/parts.ts";

/** One step of a path: an attribute of the subject itself, or a declared one, perhaps of one part only. */
export type PathSegment =
  | { readonly from: "subject"; readonly name: SubjectAttribute }
  | { readonly from: "facts"; readonly attribute: Attribute; readonly part?: string };

/** An attribute, reached over none or more references. Never empty. */
export type AttributePath = readonly PathSegment[];

/** True for an attribute that subjects have without a fact. */
export function isSubjectAttribute(name: string): name is SubjectAttribute {
  return subjectAttributes.some((each) => each === name);
}

/** The attribute at the end of a path, whose values it gives. */
export function lastSegment(path: string): string {
  return attributeIn(path.slice(path.lastIndexOf(".") + 1));
}

/** The attribute in a step, without the part that follows a colon. */
export function attributeIn(step: string): string {
  return step.split(":", 1)[0] ?? "";
}

/** The key of the part that a step names after a colon, or undefined where it names none. */
export function partIn(step: string): string | undefined {
  const at = step.indexOf(":");
  return at < 0 ? undefined : partKey(step.slice(at + 1));
}

/** The steps of a dotted path, or undefined where a step is not declared or something follows what is not a reference. */
export function readAttributePath(path: string, attributes: ReadonlyMap<string, Attribute>): AttributePath | undefined {
  const segments: PathSegment[] = [];
  for (const step of path.split(".")) {
    const previous = segments.at(-1);
    if (previous && !isReference(previous)) return undefined;
    const [attribute, part] = [attributes.get(attributeIn(step)), partIn(step)];
    if (isSubjectAttribute(step)) segments.push({ from: "subject", name: step });
    else if (attribute) segments.push({ from: "facts", attribute, ...(part !== undefined && { part }) });
    else return undefined;
  }
  return segments;
}

function isReference(segment: PathSegment): boolean {
  if (segment.from === "subject") return segment.name === "programme" || segment.name === "councils";
  return segment.attribute.kind === "reference" || segment.attribute.kind === "references";
}

/** The value that a subject has by itself, or undefined where subjects of its kind have none. */
export function subjectValue(subject: Subject, name: SubjectAttribute): Value | undefined {
  switch (name) {
    case "programme":
      return subject.programme === undefined ? undefined : { kind: "reference", id: subject.programme };
    case "councils":
      return subject.councils === undefined ? undefined : { kind: "references", ids: subject.councils };
    case "id":
      return { kind: "reference", id: subject.id };
    case "fictional":
      return subject.kind === "programme" ? { kind: "flag", flag: subject.fictional ?? false } : undefined;
    default:
      return subject[name] === undefined ? undefined : { kind: "text", text: subject[name] };
  }
}

/** The ids that a value refers to; none for a value that is no reference. */
export function referredIds(value: Value): readonly string[] {
  if (value.kind === "reference") return [value.id];
  return value.kind === "references" ? value.ids : [];
}
