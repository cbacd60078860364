// A session and its participants without a browser: what a load generator needs to ask as one.
import { request, type IncomingHttpHeaders } from 'node:http';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks Lockstep at `base` (`*.localhost` does not resolve in Node: the Host header says it). */
export function ask(
  base: URL,
  method: string,
  path: string,
  options: { host?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const payload = options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((done, failed) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: base.port,
        method,
        path,
        headers: {
          host: options.host ?? base.host,
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          done({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      },
    );
    asked.on('error', failed);
    asked.end(payload);
  });
}

export interface Created {
  readonly id: string;
  readonly ownerUrl: string;
  readonly inviteUrl: string;
}

export async function createSession(base: URL, url: string): Promise<Created> {
  const { status, text } = await ask(base, 'POST', '/api/sessions', { body: { url } });
  if (status !== 201) throw new Error(`no session: ${text}`);
  return JSON.parse(text) as Created;
}

/** Joins by an owner's or invite's address; gives the Cookie header of the participant. */
export async function join(base: URL, address: string, name: string): Promise<string> {
  const url = new URL(address);
  const { headers } = await ask(base, 'GET', `${url.pathname}${url.search}&name=${name}`, {
    headers: { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  });
  return (headers['set-cookie'] ?? []).map((it) => it.replace(/;.*/s, '')).join('; ');
}
