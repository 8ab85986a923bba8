import { align } from "./align.ts";
import type { Finding } from "./field-counts.ts";
import type { BatchFailure } from "../batch-output.ts";
import { isProposedLine, type Proposed, type ProposedLine } from "./proposed-line.ts";
import { scorePersonalData } from "./score-personal-data.ts";
import { nothingProposed, nothingWanted, scoreProposal } from "./score-proposal.ts";
import type { ProposalLabel, UpdateMessage } from "./update-message.ts";

/** What may be wrong with a message as a whole. */
export type MessageFault =
  | "error"
  /** An update is proposed where there is none. */
  | "falseProposal"
  /** No update is proposed where there is one. */
  | "missedUpdate"
  /** A pilot is named that the message is not about; an empty pilot is none. */
  | "wrongPilot"
  | "questionNotAsked"
  | "questionWithoutNeed";

/** A message, and how what it proposes stands against its labels. */
export interface ScoredMessage {
  readonly message: UpdateMessage;
  readonly findings: readonly Finding[];
  readonly faults: readonly MessageFault[];
  /** How many proposals of the message name a wrong pilot. */
  readonly wrongPilots: number;
}

/** Holds what a message proposes against its labels. */
export function scoreMessage(message: UpdateMessage, line: ProposedLine | BatchFailure): ScoredMessage {
  const { expected } = message;
  const proposals = isProposedLine(line) && line.isUpdate ? line.proposals : [];
  const pairs = pairProposals(expected.proposals, proposals);
  const findings = [
    ...pairs.flatMap(({ label, proposed }) => scoreProposal(label, proposed)),
    ...scorePersonalData(message, proposals),
  ];
  const wrongPilots = expected.isUpdate
    ? pairs.filter(({ label, proposed }) => proposed.pilot !== null && proposed.pilot !== label.pilot).length
    : 0;
  const isUpdate = isProposedLine(line) && line.isUpdate;
  const faults: readonly (readonly [boolean, MessageFault])[] = [
    [!isProposedLine(line), "error"],
    [!expected.isUpdate && isUpdate, "falseProposal"],
    [expected.isUpdate && !isUpdate, "missedUpdate"],
    [wrongPilots > 0, "wrongPilot"],
  ];
  return {
    message,
    findings,
    wrongPilots,
    faults: [...faults.flatMap(([holds, fault]) => (holds ? [fault] : [])), ...judgeQuestion(message, line)],
  };
}

function judgeQuestion({ expected }: UpdateMessage, line: ProposedLine | BatchFailure): readonly MessageFault[] {
  const question = isProposedLine(line) ? line.question : undefined;
  if (expected.question === undefined) return question && !expected.mayAsk ? ["questionWithoutNeed"] : [];
  const isAsked = question !== undefined && (question.field ?? expected.question) === expected.question;
  return isAsked ? [] : ["questionNotAsked"];
}

interface Pair {
  readonly label: ProposalLabel;
  readonly proposed: Proposed;
}

/** Proposals of the same pilot together, then the others in their order; what is left over is held against nothing. */
function pairProposals(labels: readonly ProposalLabel[], proposals: readonly Proposed[]): readonly Pair[] {
  const { pairs, labelsLeft, gotLeft } = align(labels, proposals, (label, { pilot }) =>
    label.pilot === pilot ? 1 : 0,
  );
  const inOrder = labelsLeft.map((label, at) => ({ label, proposed: gotLeft[at] ?? nothingProposed }));
  const tooMany = gotLeft.slice(labelsLeft.length).map((proposed) => ({ label: nothingWanted, proposed }));
  return [...pairs.map(({ label, got }) => ({ label, proposed: got })), ...inOrder, ...tooMany];
}
