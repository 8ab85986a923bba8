import { sha256 } from "../../core/event-hash.ts";
import type { Form } from "../../core/form.ts";
import { markNames } from "../../core/marks.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, onlySay, say, sayNo, sayOnly } from "../replies.ts";

/** How long a code can be given. */
const codeMs = 15 * 60_000;

/** Letters and figures that are not taken for one another. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Makes a code that joins another account of the same person to this one: given there, once, within fifteen minutes. */
export function makeLinkCode(handling: Handling): Effects {
  const { caller, parts, now } = handling;
  if (!caller.sender) return onlySay(sayNo("settings", "I can link accounts only for people I can recognise."));
  const code = codeFrom(parts.newId());
  return {
    async commit(transaction) {
      const current = await callerNow(handling, transaction);
      if (!current.sender) return [];
      const owner = (await transaction.ensurePerson(current.sender, now)).id;
      for (const { name } of await transaction.marks(markNames.linkCode, owner))
        await transaction.removeMark(owner, name);
      const expires = new Date(Date.parse(now) + codeMs).toISOString();
      await transaction.putMark({ owner, name: markNames.linkCode + hashOf(code), value: expires, at: now });
      const told = `Your code is ${code.slice(0, 4)}-${code.slice(4)}. On your other account, send me “link ${code.slice(0, 4)}-${code.slice(4)}” within 15 minutes. It works once. Give it to nobody else: whoever has it becomes you here.`;
      return [answerPost(sayOnly("settings", told, { onlyYou: true }))];
    },
  };
}

function codeFrom(secret: string): string {
  const bytes = Buffer.from(sha256(`link/${secret}`), "hex");
  return Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % alphabet.length] ?? "A").join("");
}

function hashOf(code: string): string {
  return sha256(`link-code/${code}`);
}

/** Takes a code: the account that gives it and the one that asked for it are the same person from now on. */
export function takeLinkCode(handling: Handling, given: string): Effects {
  const code = given.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return { commit: (transaction) => join(transaction, code, handling) };
}

async function join(transaction: StoreTransaction, code: string, handling: Handling): Promise<readonly PostDraft[]> {
  const { now } = handling;
  const caller = await callerNow(handling, transaction);
  if (!caller.sender) return [answerPost(sayNo("settings", "I can link accounts only for people I can recognise."))];
  const name = markNames.linkCode + hashOf(code);
  const mark = (await transaction.marks(name)).find((one) => one.name === name);
  if (!mark || typeof mark.value !== "string" || mark.value <= now) {
    if (mark) await transaction.removeMark(mark.owner, name);
    return [
      answerPost(
        sayNo(
          "settings",
          "That code is not valid: it may have been used, or be older than 15 minutes. Ask for a new one with “link accounts”.",
        ),
      ),
    ];
  }
  await transaction.removeMark(mark.owner, name);
  const own = await transaction.ensurePerson(caller.sender, now);
  if (own.id === mark.owner) {
    return [
      answerPost(
        sayNo("settings", "That code was made by this very account. Send it from the other one; it is used up now."),
      ),
    ];
  }
  await transaction.joinPeople(own.id, mark.owner);
  const told = "Linked: both accounts are you now. Your drafts, roles and what you follow are the same in both places.";
  return [answerPost(sayOnly("settings", told, { onlyYou: true }))];
}

/** Asks for a code on a form. */
export function openLinkForm({ turn }: Handling): Effects {
  const form: Form = {
    id: "linkCode",
    target: "link",
    hash: sha256(turn.id).slice(0, 24),
    title: "Link your accounts",
    intro: "Give the code that I made for your other account.",
    fields: [{ name: "code", label: "Code", kind: "text", isRequired: true, maxLength: 12 }],
    submitLabel: "Link",
  };
  return onlySay(say({ intent: "settings", blocks: [], onlyYou: true, form }));
}
