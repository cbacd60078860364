export type ApiErrorCode =
  | 'bad-request'
  | 'bad-url'
  | 'blocked'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'limit'
  | 'unavailable'
  | 'internal';

const STATUS: Readonly<Record<ApiErrorCode, number>> = {
  'bad-request': 400,
  'bad-url': 400,
  blocked: 403,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  method: 405,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  limit: 503,
  unavailable: 503,
  internal: 500,
};

/** An answer of the API that is a refusal: `{error: {code, message}}`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }
}
