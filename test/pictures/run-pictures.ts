import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openOneLedger } from "../end-to-end/one-ledger-bench.ts";
import { contactSheet } from "./contact-sheet.ts";
import { drawPictures } from "./draw-pictures.ts";
import { playReminders } from "./reminders.ts";
import { openSlackScenes, playSlack } from "./slack-conversation.ts";
import { openTeamsScenes, playTeams } from "./teams-conversation.ts";

const [given] = process.argv.slice(2);
if (given === undefined) {
  process.stderr.write("usage: npm run pictures -- OUTDIR\n");
  process.exit(2);
}
const folder = path.resolve(given);
mkdirSync(folder, { recursive: true });
const desk = await openOneLedger({ isDemonstration: true });
const slack = openSlackScenes(desk);
const teams = openTeamsScenes(desk);
try {
  await desk.start();
  await playSlack(slack);
  await playTeams(teams);
  await playReminders(desk, slack, teams);
} finally {
  await desk.close();
  // What was played before something went wrong shows where.
  const played = { slack: slack.stage.played(), teams: teams.stage.played() };
  for (const [name, { steps }] of Object.entries(played)) {
    writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(steps, undefined, 2)}\n`);
  }
  const pictures = [...played.slack.pictures, ...played.teams.pictures];
  writeFileSync(path.join(folder, "index.html"), contactSheet(pictures));
  await drawPictures(pictures, folder);
  process.stdout.write(`${pictures.length} pictures at two widths in ${folder}: open index.html\n`);
}
