// The OpenAPI document (3.1, whose schemas are JSON Schema 2020-12), written from the table of endpoints.
import { z } from 'zod';
import { endpoints, type Endpoint } from './endpoints.ts';
import { refusal } from './shapes.ts';

const WHO = {
  anybody: 'Needs nothing, unless the operator has closed it.',
  participant: 'For participants and the admin.',
  owner: 'For owners and the admin.',
  admin: 'For the admin.',
} as const;

/** `/:id` is `/{id}` there. */
export const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}

function parametersOf({ path, query }: Endpoint): readonly object[] {
  const inPath = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, shape]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(shape as z.ZodType, 'input'),
  }));
  return [...inPath, ...inQuery];
}

function contentOf({ answer, type }: Endpoint): object {
  if (answer !== undefined)
    return { content: { 'application/json': { schema: schemaOf(answer, 'output') } } };
  return type === undefined ? {} : { content: { [type]: {} } };
}

function operationOf(endpoint: Endpoint): object {
  const { about, by, body, status } = endpoint;
  return {
    summary: about,
    description: WHO[by],
    security: by === 'anybody' ? [] : [{ token: [] }, { cookie: [] }],
    parameters: parametersOf(endpoint),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }),
    responses: {
      [status]: { description: 'Done.', ...contentOf(endpoint) },
      default: {
        description: 'Refused, and why.',
        content: { 'application/json': { schema: schemaOf(refusal, 'output') } },
      },
    },
  };
}

/** `server`: the base URL. */
export function openApi(server: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const it of endpoints) (paths[openApiPath(it.path)] ??= {})[it.method] = operationOf(it);
  return {
    openapi: '3.1.0',
    info: { title: 'Lockstep', version: '0.1.0', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The admin token.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'lockstep_admin',
          description: 'Of a sign-in, with the prefix __Host- over TLS; or that of a participant.',
        },
      },
    },
  };
}
