/** The stages of an answer that are timed: reading names, searching passages, and all of it. */
export const answerStages = ["names", "search", "answer"] as const;
export type AnswerStage = (typeof answerStages)[number];
