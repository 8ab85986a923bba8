import { setTimeout as pause } from "node:timers/promises";
import type { ApiCall } from "../fakes/slack/api-calls.ts";
import type { Acknowledgement } from "../fakes/slack/deliveries.ts";
import type { FakeSlack } from "../fakes/slack/fake-slack.ts";
import type { FakeEphemeral, FakeMessage } from "../fakes/slack/fake-workspace.ts";
import type { Words } from "../fakes/slack/people-acts.ts";
import type { FakeView } from "../fakes/slack/web-api.ts";
import { blocksHtml, viewHtml } from "./block-kit-html.ts";
import type { BlockLook } from "./block-kit-html.ts";
import { escapeHtml } from "./escape-html.ts";
import { mrkdwnHtml } from "./mrkdwn-html.ts";
import type { Picture, Played, Step } from "./picture.ts";

/** What is shown on a picture of a conversation. */
export interface SlackLine {
  readonly user: string;
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  readonly isReply?: boolean;
  readonly isPrivate?: boolean;
}

/** What somebody said, and what answers it, for all or for them alone: every post, and the newest. */
export interface SlackExchange {
  readonly message: FakeMessage;
  readonly answers: readonly (FakeMessage | FakeEphemeral)[];
  readonly answer: FakeMessage | FakeEphemeral;
}

/** Where a conversation in Slack is played, and what is kept of it. */
export interface SlackStage {
  /**
   * Somebody does something; resolves with what the app called because of it, once it has shown something and then been quiet.
   * Throws where nothing came in fifteen seconds, unless nothing is expected.
   */
  act(
    step: Pick<Step, "who" | "does" | "what">,
    run: () => Promise<unknown>,
    options?: ActOptions,
  ): Promise<readonly ApiCall[]>;
  /** Posts words, and returns them with what answers them. */
  say(words: Words): Promise<SlackExchange>;
  click(user: string, on: FakeMessage | FakeEphemeral | FakeView, label: string): Promise<readonly ApiCall[]>;
  /** The newest post of the app in a channel, or the newest window, or what one person was shown last. */
  newest(channel: string): FakeMessage;
  readonly modal: () => FakeView;
  /** What the last submission was told is wrong, by block id; empty for nothing. */
  readonly errors: () => Readonly<Record<string, string>>;
  /** Keeps calls that nobody asked for. */
  readonly keepUnasked: (why: string, calls: readonly ApiCall[]) => void;
  /** The blocks that the last act led to, wherever they were shown. */
  readonly shown: () => readonly unknown[];
  readonly showLines: (
    name: string,
    caption: string,
    scene: { readonly place: string; readonly lines: readonly SlackLine[] },
  ) => void;
  readonly showView: (name: string, caption: string, view: unknown, errors?: Readonly<Record<string, string>>) => void;
  readonly played: () => Played;
}

/** How to wait for what an act leads to. */
export interface ActOptions {
  readonly expect?: "something" | "nothing";
}

/** Calls that somebody sees. */
const visible: ReadonlySet<string> = new Set([
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "response_url",
  "views.open",
  "views.update",
  "views.publish",
]);

const [quietMs, patienceMs] = [400, 15_000];

function last<Item>(items: readonly Item[], what: string): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error(`There is no ${what}.`);
  return item;
}

/** What a delivery was answered with, where that was more than an acknowledgement. */
function answeredIn(result: unknown): unknown {
  const acks = (Array.isArray(result) ? result : [result]) as readonly (Partial<Acknowledgement> | undefined)[];
  return acks.find((ack) => ack?.body !== undefined)?.body;
}

/** A stage on a fake Slack that an app is connected to. */
export function createSlackStage(slack: FakeSlack): SlackStage {
  const { workspace, people } = slack;
  const steps: Step[] = [];
  const pictures: Picture[] = [];

  async function act(
    step: Pick<Step, "who" | "does" | "what">,
    run: () => Promise<unknown>,
    { expect = "something" }: ActOptions = {},
  ): Promise<readonly ApiCall[]> {
    const from = slack.calls.length;
    const answered = answeredIn(await run());
    const began = Date.now();
    let [seen, since] = [from, began];
    for (;;) {
      const now = Date.now();
      if (slack.calls.length > seen) [seen, since] = [slack.calls.length, now];
      const isShown =
        expect === "nothing" ||
        answered !== undefined ||
        slack.calls.slice(from).some(({ method }) => visible.has(method));
      if (isShown && now - since > quietMs) break;
      if (now - began > patienceMs)
        throw new Error(`${step.who} ${step.does}: nothing came of it. ${JSON.stringify(step.what)}`);
      await pause(20);
    }
    const calls = structuredClone(slack.calls.slice(from));
    steps.push({
      ...step,
      ...(answered !== undefined && { answered }),
      calls: calls.map(({ method, args }) => ({ method, args })),
    });
    return calls;
  }

  function look(errors?: Readonly<Record<string, string>>): BlockLook {
    return {
      people: new Map([...workspace.users.values()].map(({ id, name }) => [id, name])),
      channels: new Map([...workspace.channels.values()].map(({ id, name }) => [id, name])),
      pictures: new Map(
        [...slack.files].flatMap(([id, { content }]) =>
          content ? [[id, `data:image/png;base64,${content.toString("base64")}`] as const] : [],
        ),
      ),
      ...(errors && { errors }),
    };
  }

  function lineHtml({ user, text, blocks, isReply = false, isPrivate = false }: SlackLine): string {
    const { name = "?", isBot = false } = workspace.users.get(user) ?? {};
    const shown = isBot ? "Pilotdesk" : name;
    const body = blocks === undefined ? mrkdwnHtml(text ?? "", look()) : blocksHtml(blocks, look());
    return `<div class="said${isReply ? " reply" : ""}"><div class="face${isBot ? " app" : ""}">${escapeHtml(shown.charAt(0))}</div><div class="body">${isPrivate ? '<div class="private">Only visible to you</div>' : ""}<div class="who">${escapeHtml(shown)} ${isBot ? '<span class="tag">APP</span>' : ""}</div>${body}</div></div>`;
  }

  return {
    act,
    async say(words) {
      let message: FakeMessage | undefined;
      const calls = await act(
        { who: nameOf(words.user), does: `says in ${placeOf(words.channel)}`, what: words.text },
        async () => {
          const said = await people.say(words);
          ({ message } = said);
          return said.acks;
        },
      );
      if (!message) throw new Error("Nothing was said.");
      const ts = message.ts;
      const posts = slack.posted(words.channel).filter((post) => Number(post.ts) > Number(ts));
      const isPrivate = calls.every(({ method }) => method !== "chat.postMessage");
      const answers: readonly (FakeMessage | FakeEphemeral)[] = isPrivate
        ? [last(workspace.ephemerals, "private answer")]
        : posts;
      return { message: structuredClone(message), answer: last(answers, "answer"), answers };
    },
    click: (user, on, label) =>
      act({ who: nameOf(user), does: "chooses", what: label }, () => people.click(user, on, label)),
    newest: (channel) => last(slack.posted(channel), `post in ${channel}`),
    errors() {
      const { errors = {} } = (steps.at(-1)?.answered ?? {}) as { readonly errors?: Readonly<Record<string, string>> };
      return errors;
    },
    modal: () => last(slack.modals, "window"),
    keepUnasked(why, calls) {
      steps.push({ who: "nobody", does: why, calls: calls.map(({ method, args }) => ({ method, args })) });
    },
    shown() {
      const { calls = [], answered } = steps.at(-1) ?? {};
      const shownBy = [...(calls as readonly Pick<ApiCall, "args">[]).map(({ args }) => args), answered];
      const blocks = shownBy.flatMap((args) => {
        const { blocks: some } = (args ?? {}) as { readonly blocks?: readonly unknown[] };
        return some ? [some] : [];
      });
      return last(blocks, "shown block");
    },
    showLines(name, caption, { place, lines }) {
      const drawn = lines.map(lineHtml).join("\n");
      pictures.push({
        name,
        caption,
        html: `<div class="slack"><div class="place">${escapeHtml(place)}</div>${drawn}</div>`,
      });
    },
    showView(name, caption, view, errors) {
      pictures.push({ name, caption, html: `<div class="slack">${viewHtml(view, look(errors))}</div>` });
    },
    played: () => ({ steps, pictures }),
  };

  function nameOf(user: string): string {
    return workspace.users.get(user)?.name ?? user;
  }

  function placeOf(channel: string): string {
    const { kind, name = channel } = workspace.channels.get(channel) ?? {};
    return kind === "im" ? "the chat with the app" : `#${name}`;
  }
}
