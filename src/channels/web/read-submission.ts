import type { Form, FormSubmission } from "../../core/form.ts";
import { cleanText } from "../../renderers/clean-text.ts";

/** The values of a form's fields, in the shape that the form has now: a field that it does not have is left out. */
export function readSubmission(form: Form, sent: URLSearchParams): FormSubmission {
  const values = form.fields.map(({ name, kind }) => {
    if (kind === "date") return [name, readDate(name, sent)] as const;
    return [name, kind === "multi" ? sent.getAll(name) : cleanText(sent.get(name) ?? "").trim()] as const;
  });
  return { id: form.id, target: form.target, hash: form.hash, values: Object.fromEntries(values) };
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * A day from its three boxes: numbers, a month by its name, a year of two digits. What was typed stands in it where it is
 * none, so that the form can say what is wrong and show it again.
 */
function readDate(name: string, sent: URLSearchParams): string {
  const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) =>
    cleanText(sent.get(`${name}-${part}`) ?? "")
      .trim()
      .replaceAll("-", ""),
  );
  if (day === "" && month === "" && year === "") return "";
  const named = /^[a-z]{3,9}$/i.test(month) ? months.indexOf(month.slice(0, 3).toLowerCase()) + 1 : 0;
  const number = named > 0 ? String(named) : month;
  const full = /^\d\d$/.test(year) ? `20${year}` : year;
  // An empty box stays empty: the form shows it again, and says that it is missing.
  const padded = [number, day].map((part) => (part === "" ? "" : part.padStart(2, "0")));
  return [full, ...padded].join("-");
}
