import { expect } from "vitest";
import type { OpenWebServer } from "./open-web-server.ts";
import { postForm, send } from "./web-client.ts";

/** The pages of the playground as a browser without scripts uses them. */
export interface Browser {
  /** The text of a page that must come with a status. */
  readonly page: (path?: string, status?: number) => Promise<string>;
  /** Posts a form and returns where the browser goes next. */
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<string>;
  /** The action of a button on the page, as its form sends it. */
  readonly actionOf: (label: string) => Promise<string>;
}

/** Browses the server that is open when a page is asked for. */
export function browse(server: () => OpenWebServer): Browser {
  async function page(path = "/team", status = 200): Promise<string> {
    const received = await send(server().port, { path });
    expect([path, received.status]).toEqual([path, status]);
    return received.text;
  }
  return {
    page,
    async post(path, fields) {
      const posted = await postForm(server().port, path, fields);
      expect([path, posted.status]).toEqual([path, 303]);
      return posted.headers.location ?? "";
    },
    async actionOf(label) {
      const found = [...(await page()).matchAll(/name="action" value="([^"]*)">([^<]*)</g)].findLast(
        ([, , text]) => text === label,
      )?.[1];
      return (found ?? "").replaceAll("&quot;", '"');
    },
  };
}
