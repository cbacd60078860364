// A JSON Schema, as zod gives it, in a notation that people read: close to TypeScript, with the limits beside.
import { z } from 'zod';

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), schema).optional(),
    items: z.union([schema, z.literal(false).transform(() => undefined)]).optional(),
    prefixItems: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
  }),
);

interface Schema {
  readonly type?: string | undefined;
  readonly const?: string | number | boolean | null | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly prefixItems?: readonly Schema[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
}

const big = (it: number): string => it.toLocaleString('en').replaceAll(',', ' ');

function between(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) return ` ${big(from)}..${big(to)}`;
  if (to !== undefined) return ` ≤ ${big(to)}`;
  return from === undefined ? '' : ` ≥ ${big(from)}`;
}

function text(it: Schema): string {
  const pattern = it.pattern === undefined ? '' : ` /${it.pattern}/`;
  return `text${between(it.minLength, it.maxLength)}${pattern}`;
}

// zod writes the range of safe integers where the row sets no bound of its own.
const bound = (it: number | undefined): number | undefined =>
  it !== undefined && Math.abs(it) < Number.MAX_SAFE_INTEGER ? it : undefined;
const number = (it: Schema): string =>
  `${it.type ?? 'number'}${between(bound(it.minimum), bound(it.maximum))}`;

function object(it: Schema, indent: string): string {
  const fields = Object.entries(it.properties ?? {});
  if (fields.length === 0) return '{}';
  const inner = fields.map(([name, field]) => {
    const shown = show(field, `${indent}  `);
    return `${name}:${shown.startsWith('\n') ? '' : ' '}${shown}`;
  });
  const oneLine = `{ ${inner.join(', ')} }`;
  if (!oneLine.includes('\n') && indent.length + oneLine.length < 100) return oneLine;
  return `{\n${inner.map((line) => `${indent}  ${line}`).join('\n')}\n${indent}}`;
}

function array(it: Schema, indent: string): string {
  if (it.prefixItems !== undefined) return `[${it.prefixItems.map((item) => show(item, indent)).join(', ')}]`;
  const amount = between(it.minItems, it.maxItems);
  return `list of${amount} ${it.items === undefined ? 'anything' : show(it.items, indent)}`;
}

function union(branches: readonly Schema[], indent: string): string {
  const shown = branches.map((branch) => show(branch, `${indent}    `));
  if (shown.every((line) => !line.startsWith('{'))) return shown.join(' | ');
  return shown.map((line) => `\n${indent}  | ${line}`).join('');
}

/** Shapes that occur over and over, by name; the page says once what they are. */
export const named: Readonly<Record<string, string>> = {
  'window id': 'text /^w\\d{1,6}$/',
  'page id': 'text /^[a-z0-9]{1,24}$/',
  'participant id': 'text /^[a-z2-7]{8}$/',
  'frame path': 'text ≤ 80 /^(\\d+(\\.\\d+){0,7})?$/',
  node: 'integer 0..2 147 483 648',
  anchor: '{ node: node, x: number -100..100, y: number -100..100 }',
  caret: '{ node: node, offset: integer 0..100 000 000 }',
};
const nameOf = new Map(Object.entries(named).map(([name, shown]) => [shown, name]));

function show(it: Schema, indent: string): string {
  const shown = spell(it, indent);
  return nameOf.get(shown) ?? shown;
}

function spell(it: Schema, indent: string): string {
  const branches = it.anyOf ?? it.oneOf;
  if (branches !== undefined) return union(branches, indent);
  if (it.allOf !== undefined) return it.allOf.map((part) => show(part, indent)).join(' and ');
  if (it.const !== undefined) return JSON.stringify(it.const);
  if (it.enum !== undefined) return it.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (it.type === 'object') return object(it, indent);
  if (it.type === 'array') return array(it, indent);
  if (it.type === 'string') return text(it);
  if (it.type === 'integer' || it.type === 'number') return number(it);
  return it.type ?? 'bytes';
}

/** What a value of this shape looks like on the wire. */
export function shapeText(shape: z.ZodType): string {
  return show(schema.parse(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' })), '').trim();
}
