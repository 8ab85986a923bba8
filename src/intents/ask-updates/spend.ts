import { saySubject } from "../../answer/say-fact.ts";
import { formatMoney } from "../../core/money.ts";
import type { Day } from "../../core/time.ts";
import type { Spend } from "../../core/update.ts";
import { sayAsOf, stated, workedOut } from "./say-update.ts";
import { answeredWith, paragraph, type UpdateAnswer } from "./update-answer.ts";
import { standingOn, type UpdateBook } from "./update-book.ts";
import { evidenceOf } from "./update-evidence.ts";
import { spendItem } from "./update-items.ts";

const parts = [
  { key: "toDatePence", attribute: "spendToDate", label: "Spend to date" },
  { key: "forecastPence", attribute: "spendForecast", label: "Forecast spend" },
  { key: "budgetPence", attribute: "budget", label: "Budget" },
] as const satisfies readonly { key: keyof Spend; attribute: string; label: string }[];

/** The last spend, forecast and budget of each pilot, and their sums; undefined where no update states any. */
export function answerSpend(book: UpdateBook, trueAt?: Day): UpdateAnswer | undefined {
  const { pilots, updatesOf, knowledge, today, programme } = book;
  const [only, ...others] = pilots;
  const stands = pilots.flatMap((pilot) => {
    const update = standingOn(updatesOf(pilot.id), trueAt ?? today, ({ fields }) => fields.spend !== undefined);
    return update?.fields.spend ? [{ pilot, update, spend: update.fields.spend }] : [];
  });
  const [first] = stands;
  if (!first) return undefined;
  if (only && others.length === 0) {
    const name = saySubject(only, knowledge).replace(/^the /, "The ");
    return answeredWith(
      paragraph(
        ...spendItem(first.update, knowledge).map(({ text, evidence }) => {
          const line = `${name}: ${text.replace(/\.$/, "").toLowerCase()}, ${sayAsOf(first.update)}.`;
          return { text: line, evidence, computed: sayAsOf(first.update) };
        }),
      ),
    );
  }
  const sums = parts.flatMap(({ key, attribute, label }) => {
    const having = stands.flatMap(({ update, spend }) =>
      spend[key] === undefined ? [] : [{ update, pence: spend[key] }],
    );
    if (having.length === 0) return [];
    const total = formatMoney({
      pence: having.reduce((sum, { pence }) => sum + pence, 0),
      qualifier: "exact",
      basis: "total",
    });
    const text = `${label} of ${programme.name}: ${total} over the ${having.length} of ${pilots.length} pilots that state it.`;
    return [
      workedOut(
        text,
        having.flatMap(({ update }) => evidenceOf(update, knowledge, attribute)),
      ),
    ];
  });
  return answeredWith(paragraph(...sums), {
    kind: "table",
    caption: `Spend of ${programme.name}, last statement of each pilot`,
    columns: ["Pilot", "As of", ...parts.map(({ label }) => label)],
    rows: stands.map(({ pilot, update, spend }) => {
      const amounts = parts.map(({ key }) => sayPence(spend[key]));
      const evidence = evidenceOf(update, knowledge, "spendToDate", "spendForecast", "budget");
      const said = `${pilot.name}, ${sayAsOf(update)}: ${amounts.filter(Boolean).join(", ")}`;
      return {
        cells: [pilot.name, sayAsOf(update).replace("as of ", ""), ...amounts],
        draft: stated(said, evidence, sayAsOf(update)),
      };
    }),
  });
}

function sayPence(pence: number | undefined): string {
  return pence === undefined ? "" : formatMoney({ pence, qualifier: "exact", basis: "total" });
}
