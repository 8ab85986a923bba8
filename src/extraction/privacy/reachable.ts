import type { PersonalData } from "../../core/update.ts";

/** What a mailbox of a team is called; a person's is called like the person. */
const teamWords = new Set(
  "info enquiries enquiry contact contacts hello team teams office admin support help helpdesk service services mailbox inbox pilot pilots programme programmes program project projects partnership partnerships partner council hub comms communications press media data finance housing planning policy events bookings booking reception customer customerservices complaints feedback jobs recruitment news newsletter noreply reply accounts procurement grants grant funding research safeguarding wardens bus buses library volunteering volunteer board secretariat pmo place places localgov".split(
    " ",
  ),
);

/** Email addresses, but not those of teams. */
export function findEmails(text: string): readonly PersonalData[] {
  return [...text.matchAll(/[\p{L}\d][\p{L}\d.!#$%&'*+/=?^_`{|}~-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu)].flatMap(
    ({ 0: said, index }) => {
      const words = (said.split("@")[0] ?? "").toLowerCase().split(/[^\p{L}]+/u);
      return words.some((word) => teamWords.has(word))
        ? []
        : [{ kind: "email" as const, start: index, end: index + said.length }];
    },
  );
}

/** Numbers of organisations: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers */
const organisation = /^(?:\+?44\s*(?:\(0\))?\s*|0)\s*(?:3|8|9)/;
const sharedLine =
  /\b(?:switch ?board|contact cent(?:re|er)|call cent(?:re|er)|help ?line|hot ?line|help ?desk|reception|main (?:line|number)|office (?:line|number)|duty (?:line|desk|officer)|out of hours|press office|freephone|customer services?|council(?:'s)? (?:on|number|line)|booking line|enquir(?:y|ies))\b/i;

/** Telephone numbers, but not switchboards, help lines and the numbers that only organisations have (03, 08). */
export function findPhones(text: string): readonly PersonalData[] {
  return [...text.matchAll(/(?<![\d£.,/-])(?:\+44|0044|\(0|0)[\d ()-]{7,18}\d(?![\d/]|[.,]\d)/g)].flatMap(
    ({ 0: said, index }) => {
      const digits = said.replaceAll(/\D/g, "").replace(/^(?:0044|44)0?/, "0");
      const isNumber = digits.length === 10 || digits.length === 11;
      const beside =
        `${text.slice(Math.max(0, index - 45), index)} ${text.slice(index + said.length, index + said.length + 30)}`.split(
          /\n/,
        );
      const isShared = organisation.test(said.replace("(", "")) || sharedLine.test(beside.join(" "));
      return isNumber && !isShared ? [{ kind: "phone" as const, start: index, end: index + said.length }] : [];
    },
  );
}
