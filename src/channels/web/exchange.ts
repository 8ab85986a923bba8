/** A request as a handler sees it: target and headers were checked before. */
export interface WebRequest {
  /** The named parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The media type without its parameters, lower case; empty for none. */
  readonly mediaType: string;
  /** The whole body. Rejects with `RequestProblem` 413 where it is too large and 400 where it breaks off. */
  readBody(): Promise<Buffer>;
  /** The nonce that this response's scripts carry. */
  readonly nonce: string;
}

/** What a handler answers with; the server adds the headers that every response carries. */
export interface WebResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** Further headers, lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request. */
export type WebHandler = (request: WebRequest) => Promise<WebResponse> | WebResponse;

/** A page. */
export function htmlResponse(status: number, html: string): WebResponse {
  return { status, type: "text/html; charset=utf-8", body: html };
}

/** A value as JSON. */
export function jsonResponse(status: number, value: unknown): WebResponse {
  return { status, type: "application/json; charset=utf-8", body: `${JSON.stringify(value)}\n` };
}

/** Words without markup. */
export function textResponse(status: number, text: string): WebResponse {
  return { status, type: "text/plain; charset=utf-8", body: `${text}\n` };
}

/** Sends the browser on with GET, so that reloading the page it lands on posts nothing again. */
export function seeOther(location: string): WebResponse {
  return { status: 303, type: "text/plain; charset=utf-8", body: `See ${location}\n`, headers: { location } };
}
