// `x.location`, `x.top`, `x.postMessage()` and `window[key]`.
import type { ESTree } from 'meriyah';
import type { Forms } from './script-forms.ts';
import type { Scope } from './script-scope.ts';
import { isOfWindows, isWindowNamed, keyName, type Node } from './script-syntax.ts';

/** What stands around a member. */
export interface MemberUse {
  readonly called?: boolean;
  readonly written?: boolean;
  /** The name of the member that is taken from this one. */
  readonly next?: string | undefined;
  /** What it is compared with. */
  readonly comparedWith?: Node;
}

/** In a class `this` is no window. */
const isWindowThis = (node: Node, inClass: boolean): boolean => node.type === 'ThisExpression' && !inClass;

function isWindowTop(node: ESTree.MemberExpression, use: MemberUse, inClass: boolean): boolean {
  const other = use.comparedWith;
  return (
    isWindowNamed(node.object) ||
    isWindowThis(node.object, inClass) ||
    isOfWindows(use.next) ||
    (other !== undefined &&
      (isWindowNamed(other) ||
        (other.type === 'Identifier' &&
          node.object.type === 'Identifier' &&
          other.name === node.object.name)))
  );
}

export function rewriteMember(
  node: ESTree.MemberExpression,
  scope: Scope,
  forms: Forms,
  use: MemberUse & { readonly inClass: boolean },
): void {
  if (node.object.type === 'Super') return;
  const name = keyName(node.property, node.computed);
  if (name === 'location' || (name === 'top' && isWindowTop(node, use, use.inClass))) {
    forms.wrapReceiver(node, 'w');
    return;
  }
  if (name === 'eval' && isWindowNamed(node.object) && use.written !== true) {
    forms.wrapReceiver(node, 'w');
    return;
  }
  // A key known only at run time, on what is plainly a window. A call would have the holder for its `this`.
  if (name !== undefined || !node.computed || use.called === true || use.written === true) return;
  const { object } = node;
  if (object.type !== 'Identifier' || !isWindowNamed(object) || object.name === 'top') return;
  if (node.property.type !== 'Literal') forms.whenGlobal(object, scope, () => forms.wrapReceiver(node, 'w'));
}

/** `x.postMessage(message, origin)`: with one argument there is no origin to map. */
export function rewritePostMessage(call: ESTree.CallExpression, forms: Forms): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return;
  if (keyName(callee.property, callee.computed) !== 'postMessage') return;
  const several = call.arguments.length > 1 || call.arguments[0]?.type === 'SpreadElement';
  if (several) forms.wrapReceiver(callee, 'p');
}
