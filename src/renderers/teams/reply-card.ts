import type { CardElement, IAdaptiveCard } from "@microsoft/teams.cards";
import type { Block, Reply } from "../../core/reply.ts";
import { actionData } from "./button-data.ts";
import { blockElements, boxed, textBlock, textBlocks } from "./card-blocks.ts";
import { controlRows, decidedBy } from "./card-buttons.ts";
import type { DrawnButton, Surface } from "./card-buttons.ts";
import { formElements, submitButton } from "./card-form.ts";
import { sourceElements } from "./card-sources.ts";
import { cutLine } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { inline } from "./markdown.ts";
import { footLines } from "./message-text.ts";
import { citationsOf, citedNumbers } from "./source-lines.ts";

/** How a card is drawn. */
export interface CardView {
  readonly surface: Surface;
  /** Besides the reply's own. */
  readonly more?: readonly DrawnButton[];
  /**
   * Others see the card too: what only some may decide is left out, and Teams asks for the card again for each reader. The ids
   * are those of whom it asks for by itself in a large conversation.
   */
  readonly refreshFor?: readonly string[];
  /** The title of its form stands above it already. */
  readonly isTitled?: boolean;
}

/** A card of elements, for Teams: https://adaptivecards.io/explorer/AdaptiveCard.html, version 1.5. */
export function cardOf(
  body: readonly CardElement[],
  others: Pick<IAdaptiveCard, "actions" | "refresh"> = {},
): IAdaptiveCard {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    msteams: { width: "full" },
    body: [...body],
    ...others,
  };
}

/** A whole reply as a card: its blocks in order, its form, its sources, what it holds at and its buttons. */
export function drawCard(reply: Reply, view: CardView): IAdaptiveCard {
  const { surface, more = [], refreshFor, isTitled = false } = view;
  const decided = refreshFor && decidedBy(reply.blocks);
  const { blocks, form } = reply;
  const shown = decided ? blocks.filter(({ kind }) => kind !== "actions") : blocks;
  const body = [
    ...bannerElements(reply),
    ...shown.flatMap(blockElements),
    ...(form && !isTitled ? textBlocks(inline(form.title), { weight: "Bolder", style: "heading" }) : []),
    ...(form ? formElements(form) : []),
    ...sourceElements(citationsOf(reply, shown)),
    ...footElements(reply),
    ...(decided ? [textBlock(whoDecides, { size: "Small", isSubtle: true })] : []),
    ...controlRows(shown, { surface, more }),
  ];
  return cardOf(body, {
    ...(form && { actions: [submitButton(form, surface)] }),
    ...(decided && { refresh: refreshOf(decided, refreshFor ?? []) }),
  });
}

const whoDecides = "Whoever wrote this, and those who may confirm for this place, can change it here.";

function refreshOf(
  about: { readonly target: string; readonly hash?: string },
  userIds: readonly string[],
): NonNullable<IAdaptiveCard["refresh"]> {
  return {
    action: {
      type: "Action.Execute",
      title: "Refresh",
      verb: "view",
      data: actionData({ verb: "view", ...about }),
    },
    userIds: [...userIds],
  };
}

/** What a card adds to a message that says the rest in text: tables, charts, fields and buttons. */
export function drawAttachedCard(blocks: readonly Block[], reply: Reply, view: CardView): IAdaptiveCard | undefined {
  const drawn = blocks.flatMap(blockElements);
  // The others are listed by Teams itself, where the text marks them.
  const inText = new Set(citedNumbers(reply.blocks.filter((block) => !blocks.includes(block))));
  const body = [
    ...drawn,
    ...sourceElements(citationsOf(reply, blocks).filter(({ number }) => !inText.has(number))),
    ...controlRows(blocks, view),
  ];
  return body.length === 0 ? undefined : cardOf(body);
}

function bannerElements({ banner = "" }: Reply): readonly CardElement[] {
  return boxed(inline(cutLine(banner, teamsLimits.heading)), "accent");
}

function footElements(reply: Reply): readonly CardElement[] {
  return footLines(reply).flatMap((line) =>
    textBlocks(inline(line), { size: "Small", isSubtle: true, spacing: "Small" }),
  );
}
