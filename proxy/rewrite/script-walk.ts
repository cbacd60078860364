// Goes over a script's tree: keeps scopes, and notes an edit wherever `location`, `top` and their relatives may be the window's.
import type { ESTree } from 'meriyah';
import { forms as makeForms, type Forms } from './script-forms.ts';
import type { Edit } from './script-edit.ts';
import { rewriteMember, rewritePostMessage, type MemberUse } from './script-member.ts';
import { takesFromWindow, visitPattern } from './script-pattern.ts';
import { declare, innerScope, variableScope, type Scope } from './script-scope.ts';
import { endOf, hasUseStrict, isNode, keyName, startOf, type Node } from './script-syntax.ts';
import { RUNTIME } from '../../protocol/script-runtime.ts';

interface Walk {
  readonly forms: Forms;
  readonly source: string;
  readonly mapSpecifier: (specifier: string) => string;
  /** How many class bodies deep, functions of their own not counted. */
  inClass: boolean;
}

type AnyFunction = ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression;

const SKIPPED = new Set(['type', 'start', 'end', 'range', 'loc', 'raw', 'value', 'name', 'operator', 'kind']);

function children(walk: Walk, node: Node, scope: Scope): void {
  for (const key in node) {
    // A literal's value is no node; every other value is.
    if (SKIPPED.has(key) && !(key === 'value' && node.type !== 'Literal' && node.type !== 'TemplateElement'))
      continue;
    const child: unknown = node[key as keyof Node];
    const all: unknown[] = Array.isArray(child) ? child : [child];
    for (const one of all) if (isNode(one)) visit(walk, one, scope);
  }
}

function pattern(walk: Walk, node: Node, scope: Scope, declareIn: Scope | null): void {
  visitPattern(node, {
    scope,
    declareIn,
    forms: walk.forms,
    visit: (inner, at) => visitTarget(walk, inner, at),
  });
}

/** An expression that may be assigned to. */
function visitTarget(walk: Walk, node: Node, scope: Scope): void {
  if (node.type === 'MemberExpression') member(walk, node, scope, { written: true });
  else visit(walk, node, scope);
}

function enterFunction(walk: Walk, node: AnyFunction, scope: Scope): void {
  const body = node.body;
  const statements = body?.type === 'BlockStatement' ? body.body : [];
  const outer = innerScope(scope, 'function', hasUseStrict(statements));
  if (node.type === 'FunctionExpression' && node.id) declare(outer, node.id.name);
  const { inClass } = walk;
  if (node.type !== 'ArrowFunctionExpression') walk.inClass = false;
  for (const param of node.params) pattern(walk, param, outer, outer);
  // Defaults do not see what the body declares.
  const inner = innerScope(outer, 'function', false);
  if (body?.type === 'BlockStatement') for (const statement of statements) visit(walk, statement, inner);
  else if (body) visit(walk, body, inner);
  walk.inClass = inClass;
}

function functionDeclaration(walk: Walk, node: ESTree.FunctionDeclaration, scope: Scope): void {
  if (node.id) {
    declare(scope, node.id.name);
    // Annex B.3.2: in sloppy code a block's function is a variable outside of it too.
    if (!scope.strict) declare(variableScope(scope), node.id.name);
  }
  enterFunction(walk, node, scope);
}

function enterClass(walk: Walk, node: ESTree.ClassDeclaration | ESTree.ClassExpression, scope: Scope): void {
  if (node.type === 'ClassDeclaration' && node.id) declare(scope, node.id.name);
  for (const decorator of node.decorators ?? []) visit(walk, decorator, scope);
  const inner = innerScope(scope, 'block', true);
  if (node.id) declare(inner, node.id.name);
  if (node.superClass) visit(walk, node.superClass, inner);
  for (const part of node.body.body as Node[]) classPart(walk, part, inner);
}

function classPart(walk: Walk, part: Node, scope: Scope): void {
  const { inClass } = walk;
  if (part.type === 'StaticBlock') {
    const inner = innerScope(scope, 'function', true);
    walk.inClass = true;
    for (const statement of part.body) visit(walk, statement, inner);
  } else if (
    part.type === 'MethodDefinition' ||
    part.type === 'PropertyDefinition' ||
    part.type === 'AccessorProperty'
  ) {
    for (const decorator of part.decorators ?? []) visit(walk, decorator, scope);
    if (part.computed && part.key) visit(walk, part.key, scope);
    walk.inClass = true;
    const { value } = part;
    if (value?.type === 'FunctionExpression' && part.type === 'MethodDefinition') method(walk, value, scope);
    else if (value) visit(walk, value, innerScope(scope, 'function', true));
  }
  walk.inClass = inClass;
}

/** A method's own function, in which `this` is still the class's. */
function method(walk: Walk, node: ESTree.FunctionExpression, scope: Scope): void {
  enterFunction(
    walk,
    { ...node, type: 'ArrowFunctionExpression' } as unknown as ESTree.ArrowFunctionExpression,
    scope,
  );
}

function member(walk: Walk, node: ESTree.MemberExpression, scope: Scope, use: MemberUse): void {
  rewriteMember(node, scope, walk.forms, { ...use, inClass: walk.inClass });
  const { object } = node;
  if (object.type === 'MemberExpression')
    member(walk, object, scope, { next: keyName(node.property, node.computed) });
  else if (object.type === 'ChainExpression' && object.expression.type === 'MemberExpression') {
    member(walk, object.expression, scope, { next: keyName(node.property, node.computed) });
  } else visit(walk, object, scope);
  if (node.computed) visit(walk, node.property, scope);
}

function deleted(walk: Walk, node: ESTree.MemberExpression, scope: Scope): void {
  visit(walk, node.object, scope);
  if (node.computed) visit(walk, node.property, scope);
}

function call(walk: Walk, node: ESTree.CallExpression, scope: Scope): void {
  const { callee } = node;
  rewritePostMessage(node, walk.forms);
  const direct = callee.type === 'Identifier' && callee.name === 'eval' && !node.optional;
  if (callee.type === 'MemberExpression') member(walk, callee, scope, { called: true });
  else if (!direct) visit(walk, callee, scope);
  const first = node.arguments[0] as Node | undefined;
  if (direct && first !== undefined) {
    if (!scope.strict) variableScope(scope).evals = true;
    if (first.type !== 'SpreadElement')
      walk.forms.whenGlobal(callee, scope, () => walk.forms.wrap(first, 's'));
  }
  for (const argument of node.arguments) visit(walk, argument, scope);
}

/** `new x.location.Y()`: the call put in must not become the constructor's. */
function construct(walk: Walk, node: ESTree.NewExpression, scope: Scope): void {
  const { callee } = node;
  if (callee.type === 'MemberExpression') walk.forms.parenthesise(callee, () => visit(walk, callee, scope));
  else visit(walk, callee, scope);
  for (const argument of node.arguments) visit(walk, argument, scope);
}

function assignment(walk: Walk, node: ESTree.AssignmentExpression, scope: Scope): void {
  if (node.operator === '=' && takesFromWindow(node.left, node.right)) walk.forms.wrap(node.right, 'w');
  pattern(walk, node.left, scope, null);
  visit(walk, node.right, scope);
}

function declaration(walk: Walk, node: ESTree.VariableDeclaration, scope: Scope): void {
  const target = node.kind === 'var' ? variableScope(scope) : scope;
  for (const { id, init } of node.declarations) {
    // A classic script's top-level `var location = x` writes to the window's own, and declares nothing.
    const navigates =
      id.type === 'Identifier' && id.name === 'location' && node.kind === 'var' && target.kind === 'script';
    if (navigates && init) {
      walk.forms.replace(startOf(id), endOf(id), `{} = [${RUNTIME}.location`);
      walk.forms.replace(endOf(init), endOf(init), ']');
    } else pattern(walk, id, scope, target);
    if (init && takesFromWindow(id, init)) walk.forms.wrap(init, 'w');
    if (init) visit(walk, init, scope);
  }
}

function loop(
  walk: Walk,
  node: ESTree.ForInStatement | ESTree.ForOfStatement | ESTree.ForStatement,
  scope: Scope,
): void {
  const inner = innerScope(scope, 'block', false);
  if (node.type === 'ForStatement') {
    for (const part of [node.init, node.test, node.update, node.body]) if (part) visit(walk, part, inner);
    return;
  }
  if (node.left.type === 'VariableDeclaration') declaration(walk, node.left, inner);
  else pattern(walk, node.left, inner, null);
  visit(walk, node.right, inner);
  visit(walk, node.body, inner);
}

function binary(walk: Walk, node: ESTree.BinaryExpression, scope: Scope): void {
  const compared = /^[=!]==?$/.test(node.operator);
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    if (compared && side.type === 'MemberExpression') member(walk, side, scope, { comparedWith: other });
    else visit(walk, side, scope);
  }
}

const isWatched = (name: string): boolean => name === 'location' || name === 'top' || name === 'eval';

function property(walk: Walk, node: ESTree.Property, scope: Scope): void {
  if (node.computed) visit(walk, node.key, scope);
  const { value } = node;
  const plain = value.type === 'Identifier' && node.shorthand;
  if (!plain) visit(walk, value, scope);
  else if (isWatched(value.name)) walk.forms.name(value, scope, { shorthand: true });
}

function specifier(walk: Walk, source: Node | null | undefined): void {
  if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
  const mapped = walk.mapSpecifier(source.value);
  if (mapped !== source.value) walk.forms.replace(startOf(source), endOf(source), JSON.stringify(mapped));
}

function module(walk: Walk, node: Node, scope: Scope): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
      for (const one of node.specifiers) declare(scope, one.local.name);
      specifier(walk, node.source);
      return true;
    case 'ExportAllDeclaration':
      specifier(walk, node.source);
      return true;
    case 'ExportNamedDeclaration':
      specifier(walk, node.source);
      if (node.declaration) visit(walk, node.declaration, scope);
      return true;
    case 'ImportExpression':
      if (!node.phase) walk.forms.wrap(node.source, 'i');
      children(walk, node, scope);
      return true;
    case 'MetaProperty':
      if (node.meta.name === 'import') walk.forms.wrap(node, 'm');
      return true;
    default:
      return false;
  }
}

function statement(walk: Walk, node: Node, scope: Scope): boolean {
  switch (node.type) {
    case 'BlockStatement':
    case 'SwitchStatement':
      children(walk, node, innerScope(scope, 'block', false));
      return true;
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'ForStatement':
      loop(walk, node, scope);
      return true;
    case 'CatchClause': {
      const inner = innerScope(scope, 'block', false);
      if (node.param) pattern(walk, node.param, inner, inner);
      visit(walk, node.body, inner);
      return true;
    }
    case 'WithStatement':
      visit(walk, node.object, scope);
      visit(walk, node.body, innerScope(scope, 'with', false));
      return true;
    case 'LabeledStatement':
      visit(walk, node.body, scope);
      return true;
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'VariableDeclaration':
      declaration(walk, node, scope);
      return true;
    default:
      return module(walk, node, scope);
  }
}

function visit(walk: Walk, node: Node, scope: Scope): void {
  switch (node.type) {
    case 'Identifier':
      if (isWatched(node.name)) walk.forms.name(node, scope, {});
      return;
    case 'Literal':
      return;
    case 'MemberExpression':
      return member(walk, node, scope, {});
    case 'CallExpression':
      return call(walk, node, scope);
    case 'NewExpression':
      return construct(walk, node, scope);
    case 'AssignmentExpression':
      return assignment(walk, node, scope);
    case 'BinaryExpression':
      return binary(walk, node, scope);
    case 'UpdateExpression':
      return pattern(walk, node.argument, scope, null);
    case 'UnaryExpression':
      // What is deleted is the thing itself.
      if (node.operator === 'delete' && node.argument.type === 'Identifier') return;
      if (node.operator === 'delete' && node.argument.type === 'MemberExpression')
        return deleted(walk, node.argument, scope);
      return visit(walk, node.argument, scope);
    case 'Property':
      return property(walk, node, scope);
    case 'FunctionDeclaration':
      return functionDeclaration(walk, node, scope);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return enterFunction(walk, node, scope);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return enterClass(walk, node, scope);
    default:
      if (!statement(walk, node, scope)) children(walk, node, scope);
  }
}

/** The edits a program needs. `mapSpecifier`: what a static import's specifier becomes. */
export function scriptEdits(
  program: ESTree.Program,
  source: string,
  mapSpecifier: (specifier: string) => string,
): readonly Edit[] {
  const walk: Walk = { forms: makeForms(source), source, mapSpecifier, inClass: false };
  const isModule = program.sourceType === 'module';
  const scope = innerScope(null, isModule ? 'module' : 'script', isModule || hasUseStrict(program.body));
  for (const node of program.body) visit(walk, node, scope);
  return walk.forms.decided();
}
