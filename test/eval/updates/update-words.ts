// Written out here, not imported from src/: a word that the product drops or renames has to show as a wrong answer.

/** The ratings that a label may hold. */
export const ratings = ["red", "amber-red", "amber", "amber-green", "green"] as const;

/** The scales that a label may hold. */
export const ratingScales = ["three-step", "five-step"] as const;

/** The trends that a label may hold; `up` is better. */
export const trends = ["up", "same", "down"] as const;

/** The kinds of personal data that a label may hold. */
export const personalDataKinds = [
  "name",
  "phone",
  "email",
  "address",
  "postcode",
  "nhsNumber",
  "nationalInsurance",
  "dateOfBirth",
] as const;
