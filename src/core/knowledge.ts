import type { Attribute } from "./attribute.ts";
import type { Mention } from "./intent.ts";
import type { Source, Subject, SubjectKind } from "./ledger.ts";
import type { Day } from "./time.ts";

/** The names and declarations of everything one reader may know of at one moment; what routing and wording look up. */
export interface Knowledge {
  /** Every subject, in order of id. */
  readonly subjects: readonly Subject[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly sources: ReadonlyMap<string, Source>;
  subject(id: string): Subject | undefined;
  /** Subjects of a kind in order of id. */
  ofKind(kind: SubjectKind): readonly Subject[];
  /** The participations of a programme or of a council, in order of id. */
  participationsOf(id: string): readonly Subject[];
  /** Every way to write a subject, its own name first. */
  namesOf(id: string): readonly string[];
  /** The values in words that councils have for an attribute (`region`, `councilType`), by attribute. */
  readonly councilValues: ReadonlyMap<string, readonly string[]>;
  /** The names in a text, not overlapping, in order. `asOf` prefers names in use on that day. */
  findMentions(text: string, options?: { readonly asOf?: Day }): readonly Mention[];
}
