import { fileOf, widths } from "./draw-pictures.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Picture } from "./picture.ts";

/** A page with every picture at both widths, in order, with what it shows. */
export function contactSheet(pictures: readonly Picture[]): string {
  const figures = pictures.map((picture) => {
    const caption = escapeHtml(picture.caption);
    const images = (["phone", "desktop"] as const).map(
      (size) =>
        `<img src="${fileOf(picture, size)}" width="${widths[size]}" alt="${caption} (${size})" loading="lazy">`,
    );
    return `<h2 id="${picture.name}">${picture.name}</h2><p>${caption}</p><div>${images.join("")}</div>`;
  });
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Pilotdesk in Slack and in Teams</title>
<style>body{font-family:Arial,sans-serif;background:#eee;margin:20px}div{display:flex;gap:16px;align-items:flex-start}img{border:1px solid #bbb;background:#fff}</style>
<h1>Pilotdesk in Slack and in Teams</h1>
<p>The made-up programme of the demonstration, played against a fake Slack and a fake Teams. What was sent and called, in order: <a href="slack.json">slack.json</a>, <a href="teams.json">teams.json</a>. The drawing is plain and ours; the Adaptive Cards are drawn by their own renderer.</p>
${figures.join("\n")}
</html>
`;
}
