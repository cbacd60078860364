// THE table of the API's addresses. The OpenAPI document is written from it.
import type { z } from 'zod';
import * as shapes from './shapes.ts';

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As express writes it. */
  readonly path: string;
  /** One sentence. */
  readonly about: string;
  /** `anybody`: where the operator lets everybody start sessions, or who knows the token. */
  readonly by: 'anybody' | 'participant' | 'owner' | 'admin';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Of a JSON answer. */
  readonly answer?: z.ZodType;
  /** Of any other. */
  readonly type?: 'application/x-ndjson' | 'text/event-stream' | 'application/json';
}

const SESSIONS = '/api/sessions';
const ONE = `${SESSIONS}/:id`;

export const endpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/openapi.json',
    about: 'This document.',
    by: 'anybody',
    status: 200,
    type: 'application/json',
  },
  {
    method: 'post',
    path: SESSIONS,
    about: 'Starts a session.',
    by: 'anybody',
    body: shapes.creation,
    status: 201,
    answer: shapes.created,
  },
  {
    method: 'get',
    path: SESSIONS,
    about: 'A page of the list of sessions.',
    by: 'admin',
    query: shapes.listing,
    status: 200,
    answer: shapes.page,
  },
  {
    method: 'get',
    path: ONE,
    about: 'Participants, control and windows.',
    by: 'participant',
    status: 200,
    answer: shapes.session,
  },
  { method: 'delete', path: ONE, about: 'Ends the session.', by: 'owner', status: 204 },
  {
    method: 'get',
    path: `${ONE}/control`,
    about: 'Who held control, from when to when, and why it changed.',
    by: 'participant',
    status: 200,
    answer: shapes.control,
  },
  {
    method: 'put',
    path: `${ONE}/control`,
    about: 'Gives control to a participant, or takes it away.',
    by: 'admin',
    body: shapes.giving,
    status: 204,
  },
  {
    method: 'get',
    path: `${ONE}/journal`,
    about: 'All that was decided, a record to a line. What is filtered cannot be verified.',
    by: 'owner',
    query: shapes.filtering,
    status: 200,
    type: 'application/x-ndjson',
  },
  {
    method: 'post',
    path: `${ONE}/invites`,
    about: 'Calls somebody by SIP.',
    by: 'owner',
    body: shapes.inviting,
    status: 202,
    answer: shapes.invited,
  },
  {
    method: 'delete',
    path: `${ONE}/participants/:participant`,
    about: 'Removes a participant.',
    by: 'owner',
    status: 204,
  },
  {
    method: 'post',
    path: '/api/admin/sign-in',
    about: 'Gives the admin a cookie for the token.',
    by: 'anybody',
    body: shapes.signing,
    status: 204,
  },
  { method: 'post', path: '/api/admin/sign-out', about: 'Ends the sign-in.', by: 'anybody', status: 204 },
  {
    method: 'get',
    path: '/api/admin/sessions',
    about: 'All sessions of this node, as the admin page shows them.',
    by: 'admin',
    status: 200,
    type: 'application/json',
  },
  {
    method: 'get',
    path: '/api/admin/feed',
    about: 'The same, at every change.',
    by: 'admin',
    status: 200,
    type: 'text/event-stream',
  },
  { method: 'post', path: '/api/admin/sessions/:id/end', about: 'Ends a session.', by: 'admin', status: 204 },
  {
    method: 'post',
    path: '/api/admin/sessions/:id/revoke',
    about: 'Takes control away.',
    by: 'admin',
    status: 204,
  },
  {
    method: 'post',
    path: '/api/admin/sessions/:id/participants/:pid/remove',
    about: 'Removes a participant.',
    by: 'admin',
    status: 204,
  },
];
