// Binding and assignment patterns: names declared, targets written to, and what `{ location } = window` takes apart.
import type { ESTree } from 'meriyah';
import { declare, type Scope } from './script-scope.ts';
import { isWindowNamed, keyName, type Node } from './script-syntax.ts';
import type { Forms } from './script-forms.ts';

export interface PatternPlace {
  readonly scope: Scope;
  /** Where its names are declared; null in an assignment. */
  readonly declareIn: Scope | null;
  readonly forms: Forms;
  /** Visits an expression inside: a default, a computed key, a member that is assigned to. */
  readonly visit: (node: Node, scope: Scope) => void;
}

const isTarget = (name: string): boolean => name === 'location' || name === 'top' || name === 'eval';

/** Whether the source has to be wrapped because this pattern takes a window's `location` or `top` out of it. */
export function takesFromWindow(pattern: Node, source: Node): boolean {
  if (pattern.type !== 'ObjectPattern') return false;
  return pattern.properties.some((property) => {
    if (property.type !== 'Property') return false;
    const name = keyName(property.key, property.computed);
    return name === 'location' || (name === 'top' && isWindowNamed(source));
  });
}

function named(node: ESTree.Identifier, place: PatternPlace, shorthand: boolean): void {
  if (place.declareIn !== null) declare(place.declareIn, node.name);
  else if (isTarget(node.name)) place.forms.name(node, place.scope, { write: true, shorthand });
}

function property(node: ESTree.Property | ESTree.RestElement, place: PatternPlace): void {
  if (node.type === 'RestElement') return visitPattern(node.argument, place);
  if (node.computed) place.visit(node.key, place.scope);
  visitPattern(node.value, place, node.shorthand);
}

/** `shorthand`: it is the value of `{ name }`, whose key would be changed with it. */
export function visitPattern(node: Node, place: PatternPlace, shorthand = false): void {
  switch (node.type) {
    case 'Identifier':
      return named(node, place, shorthand);
    case 'ObjectPattern':
      for (const one of node.properties) property(one, place);
      return;
    case 'ArrayPattern':
      for (const one of node.elements as (Node | null)[]) if (one !== null) visitPattern(one, place);
      return;
    case 'AssignmentPattern':
      if (node.right && takesFromWindow(node.left, node.right)) place.forms.wrap(node.right, 'w');
      visitPattern(node.left, place, shorthand);
      if (node.right) place.visit(node.right, place.scope);
      return;
    case 'RestElement':
      return visitPattern(node.argument, place);
    default:
      return place.visit(node, place.scope);
  }
}
