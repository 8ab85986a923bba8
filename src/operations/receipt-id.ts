import { randomBytes } from "node:crypto";

/** A new id of a receipt that nobody can guess. */
export function newReceiptId(): string {
  return `r-${randomBytes(6).toString("hex")}`;
}
