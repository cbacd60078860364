// Somebody who goes shopping with plain HTTP: keeps cookies, follows no redirect, runs no script.
import { request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Shopper {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly put: (path: string, json: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly cookies: ReadonlyMap<string, string>;
  /** The token in the forms of a page. */
  readonly token: () => Promise<string>;
}

export function shopper(port: number): Shopper {
  const cookies = new Map<string, string>();
  const send = (
    method: string,
    path: string,
    type: string,
    body: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = {
        cookie,
        'content-type': type,
        'content-length': String(Buffer.byteLength(body)),
        ...more,
      };
      const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          for (const line of answer.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            cookies.set(name, value);
          }
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const get = (path: string): Promise<Answer> => send('GET', path, 'text/plain', '');
  return {
    cookies,
    get,
    post: (path, fields) =>
      send('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
    put: (path, json, headers) => send('PUT', path, 'application/json', JSON.stringify(json), headers),
    token: async () => /name="form-token" content="([^"]+)"/.exec((await get('/')).text)?.[1] ?? '',
  };
}
