// Small questions about a syntax tree.
import type { ESTree } from 'meriyah';

export type Node = ESTree.Node;

export const startOf = (node: Node): number => node.start ?? 0;
export const endOf = (node: Node): number => node.end ?? 0;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The text of an expression that is plainly one: a literal, a template without holes, a sum of these. */
function constantText(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const left = constantText(node.left);
  const right = left === undefined ? undefined : constantText(node.right);
  return left === undefined || right === undefined ? undefined : left + right;
}

/** A property's name, where the text says it. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (computed || key.type === 'Literal') return constantText(key);
  return key.type === 'Identifier' ? key.name : undefined;
}

/** Whether an optional link stands in the same chain before this node: then `undefined` may come of it. */
export function isOptionalChain(node: Node): boolean {
  let at: Node = node;
  for (;;) {
    if (at.type === 'MemberExpression') {
      if (at.optional) return true;
      at = at.object;
    } else if (at.type === 'CallExpression') {
      if (at.optional) return true;
      at = at.callee;
    } else return false;
  }
}

const WINDOWS = new Set([
  'window',
  'self',
  'globalThis',
  'parent',
  'frames',
  'top',
  'opener',
  'contentWindow',
  'defaultView',
]);

export const isWindowName = (name: string): boolean => WINDOWS.has(name);

/** Whether an expression is named as windows are: only then is its `top` likely to be a window's, not a rectangle's. */
export function isWindowNamed(node: Node): boolean {
  if (node.type === 'Identifier') return isWindowName(node.name);
  if (node.type === 'ChainExpression') return isWindowNamed(node.expression);
  if (node.type !== 'MemberExpression') return false;
  const name = keyName(node.property, node.computed);
  return name !== undefined && isWindowName(name);
}

/** What only a window's `top` is asked for. */
const OF_WINDOWS = new Set([
  'location',
  'document',
  'self',
  'window',
  'frames',
  'postMessage',
  'opener',
  'history',
  'parent',
  'top',
]);
export const isOfWindows = (name: string | undefined): boolean => name !== undefined && OF_WINDOWS.has(name);

/** The first statements' "use strict". */
export function hasUseStrict(statements: readonly Node[]): boolean {
  for (const statement of statements) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'Literal') return false;
    if (statement.expression.value === 'use strict') return true;
    if (typeof statement.expression.value !== 'string') return false;
  }
  return false;
}
