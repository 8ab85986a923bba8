import { PilotdeskError } from "../../core/errors.ts";

/** A request that is answered with a page about what is wrong with it. `message` says what to do. */
export class RequestProblem extends PilotdeskError {
  /** The HTTP status, 400 to 499. */
  readonly status: number;
  /** The heading of the page. */
  readonly title: string;
  /** Headers that belong to the status, such as `allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, title: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(`http-${status}`, message);
    this.status = status;
    this.title = title;
    this.headers = headers;
  }
}

/** Nothing is at this address. */
export function notFound(): RequestProblem {
  return new RequestProblem(
    404,
    "Page not found",
    "If you typed or pasted the web address, check that it is complete. Otherwise start again with a question.",
  );
}

/** The body is of a kind that this address does not read. */
export function unsupportedMediaType(wanted: string): RequestProblem {
  return new RequestProblem(
    415,
    "This was sent in a form that cannot be read",
    `Send it with content-type ${wanted}.`,
    {
      accept: wanted,
    },
  );
}
