import { z } from "zod";
import type { Block } from "../../../core/reply.ts";
import type { OutboundPost } from "../../../core/work.ts";
import type { SlackClient } from "../slack-client.ts";

/** A chart of a reply. */
export type Chart = Extract<Block, { readonly kind: "chart" }>;

/** Draws a chart as a PNG. */
export type DrawChart = (chart: Chart) => Promise<Uint8Array>;

/** Pictures of charts in Slack. */
export interface ChartPictures {
  /** Uploads the charts of a post and returns their file ids, in order; none where one fails: their tables say the same. */
  upload(post: OutboundPost, signal: AbortSignal): Promise<readonly string[]>;
}

const uploadSchema = z.object({ upload_url: z.url(), file_id: z.string() });

/** Uploads what `drawChart` draws; without it, nothing. */
export function createChartPictures({
  client,
  drawChart,
}: {
  readonly client: SlackClient;
  readonly drawChart: DrawChart | undefined;
}): ChartPictures {
  async function uploadOne(chart: Chart, draw: DrawChart, signal: AbortSignal): Promise<string> {
    const picture = await draw(chart);
    const answer = await client.call(
      "files.getUploadURLExternal",
      { filename: "chart.png", length: picture.byteLength, alt_txt: chart.caption.slice(0, 1000) },
      signal,
    );
    const { upload_url: url, file_id: id } = uploadSchema.parse(answer);
    const response = await fetch(url, { method: "POST", body: new Uint8Array(picture), redirect: "error", signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The picture was not taken: ${response.status}`);
    await client.call("files.completeUploadExternal", { files: [{ id, title: chart.caption.slice(0, 200) }] }, signal);
    return id;
  }

  return {
    async upload({ reply, operation }, signal) {
      const charts = reply?.blocks.filter((block) => block.kind === "chart") ?? [];
      if (!drawChart || charts.length === 0 || operation === "delete" || reply?.intent === "home") return [];
      try {
        return await Promise.all(charts.map((chart) => uploadOne(chart, drawChart, signal)));
      } catch {
        return [];
      }
    },
  };
}
