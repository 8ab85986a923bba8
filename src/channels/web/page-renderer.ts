import { dirname } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import type { FormView } from "../../renderers/html/form-view.ts";
import type { ReceiptView, ReplayView } from "../../renderers/html/receipt-view.ts";
import type { ReplyView } from "../../renderers/html/reply-view.ts";
import type { SourcePageView } from "../../renderers/html/source-page-view.ts";
import type { AssetPaths } from "./assets.ts";
import type { Change } from "./team-channel.ts";

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

/** A message or a post in the team's channel. */
export type TeamItemView =
  | {
      readonly kind: "message";
      readonly at: string;
      readonly id: string;
      readonly text: string;
      readonly change?: Change;
    }
  | { readonly kind: "post"; readonly at: string; readonly reply: ReplyView };

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
      readonly template: "team";
      readonly items: readonly TeamItemView[];
      /** A message that could not be taken, and why. */
      readonly text?: string;
      readonly error?: string;
    }
  | { readonly template: "form"; readonly form: FormView }
  | { readonly template: "problem"; readonly heading: string; readonly message: string; readonly id?: string };

/** Draws a page with the nonce of its response. `title` goes before the product's name. */
export type RenderPage = (page: Page & { readonly title: string }, nonce: string) => string;

/** Creates the page renderer: Nunjucks with everything escaped, over our views and the GOV.UK Frontend components. */
export function createPageRenderer(site: {
  readonly assets: AssetPaths;
  readonly banner?: string;
  /** Whether there is a team channel to go to. */
  readonly hasTeam?: boolean;
}): RenderPage {
  const framework = dirname(dirname(createRequire(import.meta.url).resolve("govuk-frontend/dist/govuk/template.njk")));
  const views = fileURLToPath(new URL("./views", import.meta.url));
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([views, framework]), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  return (page, nonce) =>
    environment.render(`${page.template}.njk`, {
      ...page,
      site,
      cspNonce: nonce,
      htmlLang: "en-GB",
      themeColor: "#12436d",
    });
}
