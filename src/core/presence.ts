import { z } from "zod";
import type { Mark } from "./people.ts";

/** The name of a place's mark that says whether the assistant is in it; its time is when that was last told. */
export const presenceMark = "presence";

const presenceSchema = z.object({
  isIn: z.boolean(),
  kind: z.enum(["channel", "group", "personal"]),
  name: z.string().exactOptional(),
});

/** Whether the assistant is in a place, as the platform told it. */
export type Presence = z.infer<typeof presenceSchema>;

/** What a mark says, or undefined for any other mark. */
export function readPresence(mark: Pick<Mark, "name" | "value"> | undefined): Presence | undefined {
  return mark?.name === presenceMark ? presenceSchema.safeParse(mark.value).data : undefined;
}
