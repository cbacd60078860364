// The one place where what went wrong on the base host becomes an answer.
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { ZodError } from 'zod';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import { sendNotice } from './notice.ts';

interface Known {
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly message: string;
}

/** express's own errors (body parsing, malformed paths) carry a `status` and are safe to name; all else is ours. */
function known(error: unknown): Known | null {
  if (error instanceof ApiError) return error;
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return { status, code: 'too-large', message: 'This is too large.' };
  if (status === 415) return { status, code: 'bad-request', message: 'Only JSON in UTF-8 is understood.' };
  if (status === 400)
    return { status, code: 'bad-request', message: 'This cannot be read: it must be a JSON object.' };
  return null;
}

export function refusals(fault: (error: unknown, what: string) => void): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const it = known(error);
    if (it === null) fault(error, 'a request failed');
    const { status, code, message } = it ?? {
      status: 500,
      code: 'internal',
      message: 'Something went wrong in Lockstep.',
    };
    res.status(status);
    // Who came by a link reads a page, who came by a program reads JSON.
    if (req.method === 'GET' && req.headers['sec-fetch-mode'] === 'navigate')
      sendNotice(res, { title: TITLES[code] ?? 'This did not work', text: message, advice: [] });
    else res.json({ error: { code, message } });
  };
}

const TITLES: Partial<Record<ApiErrorCode, string>> = {
  'not-found': 'There is nothing here',
  limit: 'There is no room left',
  'too-many': 'Slow down, please',
};

/** For a body that is none of what is understood: the first thing that is wrong with it, and how it should be. */
export function badBody({ issues: [issue] }: ZodError, example: string): ApiError {
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const what = issue === undefined ? '' : `${where}${issue.message}. `;
  return new ApiError('bad-request', `${what}The body must be JSON such as ${example}.`);
}

export function badQuery({ issues: [issue] }: ZodError): ApiError {
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
  return new ApiError('bad-request', `The query cannot be read: ${name}: ${issue?.message ?? 'wrong'}.`);
}

/** What stands at an address although not for this method (RFC 9110 section 15.5.6). */
export const onlyBy =
  (...methods: readonly string[]): RequestHandler =>
  (req, res) => {
    res.set('Allow', methods.join(', '));
    throw new ApiError('method', `${req.method} is not understood here, only ${methods.join(' or ')}.`);
  };

export const noRoute: RequestHandler = () => {
  throw new ApiError('not-found', 'There is nothing at this address.');
};
