import { PilotdeskError } from "../../core/errors.ts";

/** An export that cannot be written, or cannot be brought back; the message names the file and, where there is one, the line. */
export class TransferError extends PilotdeskError {
  constructor(message: string, options?: ErrorOptions) {
    super("transfer", message, options);
  }
}
