// Requests to our own server, with failures as sentences.

export type Answer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly message: string };

const isRecord = (it: unknown): it is Record<string, unknown> => typeof it === 'object' && it !== null;

/** The sentence in `{error: {code, message}}`, if the answer has that shape. */
function sentenceOf(body: unknown): string | null {
  if (!isRecord(body) || !isRecord(body['error'])) return null;
  const { message } = body['error'];
  return typeof message === 'string' && message !== '' ? message : null;
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not ours: a proxy in front answers with a page of its own, and the status says enough.
    return null;
  }
}

/** `status` 0: the server could not be reached. `token`: sent as a bearer token unless it is ''. */
export async function request(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  token = '',
): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await jsonOf(response);
    if (response.ok) return { ok: true, status: response.status, body: answer };
    const message = sentenceOf(answer) ?? `The server answered with an error (${response.status}).`;
    return { ok: false, status: response.status, message };
  } catch {
    // fetch rejects only where there was no answer at all (Fetch Standard, "network error").
    return {
      ok: false,
      status: 0,
      message: 'Lockstep cannot be reached. Check your connection and try again.',
    };
  }
}

/** A field of an answer that must be a text. */
export function textField(body: unknown, name: string): string | null {
  if (!isRecord(body)) return null;
  const value = body[name];
  return typeof value === 'string' ? value : null;
}
