import { dirname } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Nunjucks from "nunjucks";
import type { FormView } from "../../renderers/html/form-view.ts";
import type { ReceiptView, ReplayView } from "../../renderers/html/receipt-view.ts";
import type { ReplyView } from "../../renderers/html/reply-view.ts";
import type { SourcePageView } from "../../renderers/html/source-page-view.ts";
import type { AssetPaths } from "./assets.ts";
import type { Change } from "./played-channel.ts";

/** The ask box: the thread it continues and, where a question could not be taken, the question and what is wrong. */
export interface AskBoxView {
  readonly thread: string;
  readonly question: string;
  readonly error?: string;
  readonly maxCharacters: number;
}

/** A question asked before, with where its answer is. */
export interface ThreadItemView {
  readonly question: string;
  readonly path: string;
}

/** A message or a post in a channel of the playground. */
export type ChannelItemView =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly at: string;
      readonly text: string;
      readonly change?: Change;
    }
  | {
      readonly kind: "post";
      readonly id: string;
      readonly at: string;
      /** What its anchors begin with, so that no two posts have the same. */
      readonly part: string;
      readonly isPrivate: boolean;
      readonly reply: ReplyView;
    };

/** What the pages of a channel say of it. */
export interface ChannelPage {
  readonly title: string;
  /** Who the visitor is there, as a message is signed. */
  readonly author: string;
  readonly intro: string;
  readonly label: string;
}

/** Each page and what its template is given. */
export type Page =
  | {
      readonly template: "home";
      readonly ask: AskBoxView;
      readonly suggestions: readonly string[];
      readonly thread: readonly ThreadItemView[];
    }
  | {
      readonly template: "answer";
      readonly question: string;
      readonly asked: string;
      readonly reply: ReplyView;
      readonly path: string;
      readonly ask: AskBoxView;
      readonly thread: readonly ThreadItemView[];
    }
  | { readonly template: "source"; readonly number: number; readonly source: SourcePageView; readonly path: string }
  | {
      readonly template: "why";
      readonly receipt: ReceiptView;
      readonly question: string;
      readonly path: string;
      readonly replay?: ReplayView;
    }
  | {
      readonly template: "channel";
      readonly path: string;
      readonly page: ChannelPage;
      readonly items: readonly ChannelItemView[];
      readonly examples: readonly string[];
      /** A message that could not be taken, and why. */
      readonly text?: string;
      readonly error?: string;
    }
  | {
      readonly template: "form";
      readonly path: string;
      readonly page: ChannelPage;
      readonly form: FormView;
      /** Where it is sent. */
      readonly action: string;
    }
  | {
      readonly template: "sure";
      readonly path: string;
      readonly page: ChannelPage;
      readonly heading: string;
      readonly text: string;
      readonly label: string;
      readonly action: string;
      readonly hidden: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly template: "problem"; readonly heading: string; readonly message: string; readonly id?: string };

/** Draws a page with the nonce of its response. `title` goes before the product's name. */
export type RenderPage = (page: Page & { readonly title: string }, nonce: string) => string;

const requireHere = createRequire(import.meta.url);
// A server for Slack and Teams may never draw a page.
const requireNunjucks: (id: "nunjucks") => typeof Nunjucks = requireHere;

/** Creates the page renderer: Nunjucks with everything escaped, over our views and the GOV.UK Frontend components. */
export function createPageRenderer(site: {
  readonly assets: AssetPaths;
  readonly banner?: string;
  /** Where a visitor of the playground can go. */
  readonly places?: readonly { readonly text: string; readonly path: string }[];
}): RenderPage {
  let environment: Nunjucks.Environment | undefined;
  return (page, nonce) => {
    environment ??= createEnvironment();
    return environment.render(`${page.template}.njk`, {
      ...page,
      site,
      cspNonce: nonce,
      htmlLang: "en-GB",
      themeColor: "#12436d",
    });
  };
}

function createEnvironment(): Nunjucks.Environment {
  const nunjucks = requireNunjucks("nunjucks");
  const framework = dirname(dirname(requireHere.resolve("govuk-frontend/dist/govuk/template.njk")));
  const views = fileURLToPath(new URL("./views", import.meta.url));
  const loader = new nunjucks.FileSystemLoader([views, framework]);
  return new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
}
