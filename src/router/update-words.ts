import { stemOf, substanceOf, type Word } from "../core/words.ts";

// The words of questions about updates themselves. Any other says what else is asked for.
const words = `update updates news latest status state progress position picture report reports reported reporting return returns returned
  submit submitted send sent post posted file filed log logged respond responded reply replied chase remind nudge missing outstanding late
  overdue due deadline digest weekly summary summarise summarize brief overview profile describe meeting pilot pilots programme team teams
  place places area council site sites project projects observer rating ratings rated rate rag colour red reds amber ambers green greens board
  dashboard traffic light lights track confidence delivery trend trends time trajectory direction travel chart graph plot history change
  changed changes changing move moved moves worse better improve improved improving worsen worsened deteriorate deteriorated decline declined
  drop dropped slip slipped slippage slipping fall fallen fell upgrade upgraded downgrade downgraded turn turned milestone milestones
  deliverable deliverables key date dates step steps action actions todo risk risks register worry worries worried concern concerns concerned
  issue issues problem problems blocker blockers blocked blocking main top help support assistance ask asks asked asking request requested
  escalate escalated escalation attention struggle struggling trouble difficulty spend spent spending expenditure budget budgets underspend
  overspend overspending outturn forecast total totals number numbers figure figures metric metrics kpi kpis measure measures target targets
  month months week weeks fortnight quarter quarters year years today yesterday tomorrow financial commence commencing begin beginning hit met
  meet reach reached done complete completed finish finished achieve achieved deliver delivered upcoming coming ahead plan planned quiet
  silent hear heard catch miss missed new fresh across everyone everybody anyone anybody percentage proportion share rate completeness
  performing faring progressing people against compare compared versus side far`;

const known: ReadonlySet<string> = new Set(words.split(/\s+/).map(stemOf));

/** The words that ask for more than updates say of themselves: "steps of the scale", "lead officer". */
export function wordsBeside(asked: readonly Word[]): readonly Word[] {
  return asked.filter(
    (word) => substanceOf(word.stem) === 1 && !known.has(word.stem) && !/^(?:[qh]?\d+)/.test(word.folded),
  );
}

/** True where every word of a name is one of those of updates themselves: "RAG status", "risk". */
export function isUpdateTerm(name: readonly Word[]): boolean {
  return name.every((word) => known.has(word.stem));
}
