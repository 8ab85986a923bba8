import type { PersonalData } from "../../core/update.ts";

const phonePattern = /(?<![\p{L}\d£.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ ()-]{0,2}\d){8,9}(?![\d/]|\.\d)/gu;
const officeBefore =
  /(?:switchboard|contact centre|call centre|customer (?:services?|contact)|helpline|hotline|help ?desk|advice line|main (?:number|line|office)|reception|front desk|general (?:number|line|office|enquir\w+)|enquir(?:y|ies)(?: line)?|council|office|team|duty (?:desk|line|officer|team)|out of hours|hub|surgery|library|town hall|civic centre|press office|dial[ -]?in|conference (?:call|number)|join by phone|teams|zoom|freephone|text ?line)(?:'s)?(?: (?:number|no|line|tel|phone|is|are|on|at|via|and|or|now|open|staffed|main|new|general|will|be|for|bookings|using|by|phoning|calling|ringing))*[ :(,–-]*$/iu;
const officeAfter =
  /^[ ),-]*(?:\(?(?:the )?(?:switchboard|helpline|main (?:number|line|office)|reception|office|enquiries|contact centre|council|team|hotline)|for (?:bookings|enquiries|the (?:team|hub|office|council)))/iu;

const businessBefore =
  /(?:ref(?:erence)?|invoice|inv|po|order|grant|ticket|case|account|contract|planning|job|serial|company|charity|claim)(?: (?:no|number|num|id|code|ref))?\.?[:# ]*$/i;

/** Telephone numbers that are somebody's own: not those of an office that is named as such, nor 03 and 080 numbers. */
export function findPhones(text: string): readonly PersonalData[] {
  return [...text.matchAll(phonePattern)].flatMap(({ 0: written, index }) => {
    const digits = written.replace(/\D/g, "").replace(/^440?/, "0");
    const before = text.slice(Math.max(0, index - 80), index);
    const after = text.slice(index + written.length, index + written.length + 40);
    if (digits.length < 10 || digits.length > 11 || !/^0[12357-9]/.test(digits)) return [];
    const isMobile = digits.startsWith("07");
    if (/^0(?:3|80)/.test(digits) || businessBefore.test(before)) return [];
    if (!isMobile && (officeBefore.test(before) || officeAfter.test(after))) return [];
    return [{ kind: "phone", start: index, end: index + written.length }];
  });
}

const emailPattern = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const shared =
  /(?:^|[._-])(?:info|enquir(?:y|ies)|admin|office|contact|contactus|hello|hi|team|support|help|helpdesk|mail|mailbox|inbox|post|press|media|comms|news|newsletter|feedback|no-?reply|donotreply|service|services|servicedesk|customer|customers|booking|bookings|events?|jobs|recruitment|hr|finance|invoices?|payments?|legal|privacy|dpo|foi|data|web|webmaster|it|reception|pilots?|projects?|programmes?|hubs?|partnerships?|place|council|housing|benefits|planning|library|school|clinic|surgery|wardens?|community|communities|referrals?|returns|updates|policy|delivery|secretary|clerk|chair|ceo|volunteer|volunteers|grants?|funding|procurement|democracy|democratic)(?:[._-]|\d|$)/iu;
const officialDomain =
  /(?:\.|@)(?:gov\.uk|gov\.wales|gov\.scot|nhs\.uk|nhs\.net|police\.uk|mod\.uk|parliament\.uk|ac\.uk|sch\.uk)$/iu;
const residentNear =
  /resident|client|service user|patient|tenant|participant|famil|mum|mother|dad|father|carer|contact (?:her|him)|learner|claimant/i;

/** E-mail addresses of people: not shared mailboxes, nor an official's at work where no resident is spoken of. */
export function findEmails(text: string): readonly PersonalData[] {
  return [...text.matchAll(emailPattern)].flatMap(({ 0: found, index }) => {
    const written = found.replace(/[.-]+$/, "");
    const local = written.slice(0, written.indexOf("@"));
    const before = text.slice(Math.max(0, index - 60), index);
    if (shared.test(local) || /(?:mailbox|inbox|team|office|shared)(?: (?:email|address|is))*[ :]*$/i.test(before))
      return [];
    if (officialDomain.test(written) && !residentNear.test(before)) return [];
    return [{ kind: "email", start: index, end: index + written.length }];
  });
}
