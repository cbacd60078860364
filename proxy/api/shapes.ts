// What the API takes and gives. Requests are read by these, and the OpenAPI document is written from them.
import { z } from 'zod';
import { PRIVACY_MODES } from '../../protocol/privacy.ts';

const time = z.number().describe('Milliseconds since 1970.');
const count = z.number().int().min(0);

export const creation = z.strictObject({
  url: z.string().max(65_536),
  privacy: z.enum(PRIVACY_MODES).optional().describe('Else as the operator has set it.'),
  sip: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens or underscores')
    .optional()
    .describe('The name that callers dial.'),
});
export const created = z.strictObject({
  id: z.string(),
  ownerUrl: z.string(),
  inviteUrl: z.string(),
  sip: z.string().optional(),
});
export const inviting = z.strictObject({ sip: z.string().max(1_000) });
export const invited = z.strictObject({ sip: z.string(), participant: z.string() });
export const signing = z.strictObject({ token: z.string().max(1_000) });
export const giving = z.strictObject({
  holder: z.string().nullable().describe('Null: to whoever waits first, else to the owner, else to nobody.'),
});

export const SORTS = ['created', 'site', 'participants', 'leaks', 'drifts'] as const;
export const listing = z.strictObject({
  filter: z
    .string()
    .max(200)
    .default('')
    .describe('Words, all of which stand in id, sites, titles or names.'),
  sort: z.enum(SORTS).default('created'),
  order: z.enum(['asc', 'desc']).default('desc'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const summary = z.strictObject({
  id: z.string(),
  created: time,
  site: z.string().describe('Host of the page in front; empty: no page.'),
  title: z.string(),
  participants: z.array(
    z.strictObject({ id: z.string(), name: z.string(), role: z.string(), online: z.boolean() }),
  ),
  holder: z.string().nullable(),
  windows: count,
  leaks: count,
  drifts: count,
});
export const page = z.strictObject({
  total: count.describe('Of all sessions.'),
  matched: count.describe('Of those that the filter lets through.'),
  sessions: z.array(summary),
});
export const filtering = z.strictObject({
  kind: z.string().max(40).optional().describe('Only records of this kind.'),
  participant: z.string().max(40).optional().describe('Only records that name this participant.'),
});
export const session = z.strictObject({
  id: z.string(),
  participants: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      kind: z.string(),
      online: z.boolean(),
    }),
  ),
  control: z.strictObject({ holder: z.string().nullable(), epoch: count, queue: z.array(z.string()) }),
  windows: z.array(
    z.strictObject({
      id: z.string(),
      url: z.string(),
      title: z.string(),
      width: z.number(),
      height: z.number(),
      scroll: z.strictObject({ x: z.number(), y: z.number() }),
      focused: z.boolean(),
      live: z.string().nullable(),
    }),
  ),
});
export const control = z.strictObject({
  holder: z.string().nullable(),
  epoch: count,
  since: time,
  queue: z.array(z.string()),
  history: z.array(
    z.strictObject({
      holder: z.string().nullable(),
      epoch: count,
      from: time,
      to: time.nullable(),
      why: z.string(),
    }),
  ),
});
export const refusal = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

export type Listing = z.infer<typeof listing>;
export type Summary = z.infer<typeof summary>;
