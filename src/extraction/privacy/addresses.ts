import type { PersonalData } from "../../core/update.ts";

const street =
  "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Way|Court|Ct|Place|Terrace|Gardens|Gdns|Grove|Crescent|Cres|Square|Row|Hill|Parade|Walk|Mews|Rise|Green|Park|View|Fields|Gate|Yard|Wharf|Quay|Villas?|Cottages?|Drove|Croft|Dale|Bank|Vale|Buildings";
const addressPattern = new RegExp(
  `(?<![\\p{L}\\d£.,/-])(?:(?:Flat|Apartment|Apt|Unit) \\d{1,3}[A-Z]?,? )?(?<number>\\d{1,4}[A-Z]?),? (?<street>(?:(?!and |of |in |at |on |the |for |to |people |homes |residents |referrals |jan|feb|mar(?:ch)? |apr|may |june? |july? |aug|sep|oct|nov|dec)[\\p{L}][\\p{L}'’-]*(?<!st)(?:\\. (?<=\\bst\\. )| )){1,3}?(?:${street}))(?![\\p{L}'’])`,
  "giu",
);
const postcodePattern = /(?<![\p{L}\d])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)(?![\p{L}\d])/giu;

const workplace =
  /(?:hub|office|offices|centre|center|library|town hall|civic|council|school|surgery|clinic|hospital|church|mosque|venue|room|headquarters|hq|depot|shop|unit|station|court|museum|theatre|hotel|pub|caf[eé]|market|site|premises|warehouse|workshop|hall|training|drop-?in|board|meeting|event|based|open day|pop-?up|jobcentre|store)(?![\p{L}])/iu;
const home =
  /(?:(?:mr|mrs|ms|miss|mx)\.? \p{L}|resident|tenant|client|service user|patient|participant|famil(?:y|ies)|household|lives?(?:d)? at|living at|home(?:s| of| at| address)|mum|mother|dad|father|lady|gentleman|couple|her|his|their (?:home|house|flat)|neighbour|address(?: is|:)|case|boiler|eviction|evicted|tenancy|property|damp|repairs?|discharged|landlord|burgl\p{L}+|vulnerable|elderly|pensioner|victim)(?![\p{L}])/iu;

/** The sentence around a place in a text. */
function around(text: string, start: number, end: number): { readonly before: string; readonly after: string } {
  const before = text.slice(Math.max(0, start - 160), start);
  const after = text.slice(end, end + 80);
  const cut = /^[^]*(?:[.!?] |\n)(?=[^]*$)/u.exec(before)?.[0].length ?? 0;
  return { before: before.slice(cut), after: /^[^.!?\n]*/u.exec(after)?.[0] ?? "" };
}

/** Addresses of homes, a house number with its street, and their postcodes. Offices, hubs and streets without a number are none. */
export function findAddresses(text: string): readonly PersonalData[] {
  const addresses = [...text.matchAll(addressPattern)].flatMap(
    ({ 0: written, index, groups }): readonly PersonalData[] => {
      const place = around(text, index, index + written.length);
      if (
        /^10 downing street$/i.test(written) ||
        !/^\p{Lu}|^\p{Ll}+ (?:street|road|avenue|close|lane|drive|terrace|crescent|grove|gardens)/u.test(
          groups?.["street"] ?? "",
        )
      )
        return [];
      if (
        /^ ?(?:offices?|centre|center|hub|house|hall|library|depot|studios?|works|school|surgery|car park|junction|roundabout|ward)(?!\p{L})/iu.test(
          place.after,
        )
      )
        return [];
      if (/\d[\d,.]*[km%]? (?:of|from|in|across|at)? ?$/.test(place.before) || !isHome(place, "address")) return [];
      return [{ kind: "address", start: index, end: index + written.length }];
    },
  );
  const postcodes = [...text.matchAll(postcodePattern)].flatMap(({ 0: written, index }): readonly PersonalData[] => {
    const isAtAddress = addresses.some(
      ({ end }) => index - end >= 0 && index - end < 60 && !/[.!?\n]/.test(text.slice(end, index)),
    );
    const isWritten = written === written.toUpperCase() || /postcode[: ]*$/i.test(text.slice(0, index));
    if (!isWritten && !isAtAddress) return [];
    return isAtAddress || isHome(around(text, index, index + written.length), "postcode")
      ? [{ kind: "postcode", start: index, end: index + written.length }]
      : [];
  });
  return [...addresses, ...postcodes];
}

/** A house number with a street is a home unless it is a place of work; a postcode only where people who live there are spoken of. */
function isHome(
  { before, after }: { readonly before: string; readonly after: string },
  what: "address" | "postcode",
): boolean {
  const isHomely = home.test(before) || home.test(after);
  if (what === "postcode") return isHomely && !workplace.test(before.slice(-50));
  return isHomely || !workplace.test(`${before} ${after}`);
}
