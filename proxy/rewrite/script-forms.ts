// The rewritten forms: protocol/script-runtime.ts says what they call.
import { RUNTIME } from '../../protocol/script-runtime.ts';
import type { Edit } from './script-edit.ts';
import { meaning, type Meaning, type Scope } from './script-scope.ts';
import { endOf, isOptionalChain, startOf, type Node } from './script-syntax.ts';
import type { ESTree } from 'meriyah';

/** How a free name is used. `write`: it is assigned to. `shorthand`: it is key and value at once. */
interface NameUse {
  readonly write?: boolean;
  readonly shorthand?: boolean;
}

export interface Forms {
  /** A `location`, `top` or `eval` that may be the global one; decided at the end, when all declarations are known. */
  readonly name: (node: ESTree.Identifier, scope: Scope, use: NameUse) => void;
  /** Puts a call around an expression. */
  readonly wrap: (node: Node, call: 'w' | 's' | 'i' | 'm') => void;
  /** The same for what a member is taken from: the chain stays as optional as it was. */
  readonly wrapReceiver: (member: ESTree.MemberExpression, call: 'w' | 'p') => void;
  readonly replace: (from: number, to: number, text: string) => void;
  /** Puts parentheses around a node if going over it notes an edit inside. */
  readonly parenthesise: (node: Node, goOver: () => void) => void;
  /** Notes edits that hold only if this name is the global one. */
  readonly whenGlobal: (node: ESTree.Identifier, scope: Scope, edit: () => void) => void;
  readonly decided: () => readonly Edit[];
}

interface Pending {
  readonly name: string;
  readonly scope: Scope;
  readonly decide: (meaning: Meaning) => void;
}

function nameText(name: string, use: NameUse, means: Meaning): string | null {
  if (means === 'local') return null;
  // Whoever replaces `eval` has another one from there on.
  if (name === 'eval' && use.write === true) return null;
  // Nothing can be called in the place of a target: the navigation is caught when it happens.
  if (means === 'guard' && use.write === true) return null;
  const text = means === 'free' ? `${RUNTIME}.${name}` : `${RUNTIME}.g(${name})`;
  return use.shorthand === true ? `${name}:${text}` : text;
}

export function forms(source: string): Forms {
  const edits: Edit[] = [];
  const pending: Pending[] = [];
  const add = (at: number, remove: number, text: string | null): Edit => {
    const edit = { at, remove, text };
    edits.push(edit);
    return edit;
  };
  const around = (node: Node, call: string, close: string): void => {
    // The tree has no parentheses: those of "(a, b).location" stand outside of the node.
    const list = node.type === 'SequenceExpression';
    add(startOf(node), 0, `${RUNTIME}.${call}(${list ? '(' : ''}`);
    add(endOf(node), 0, `${list ? ')' : ''})${close}`);
  };
  return {
    name: (node, scope, use) => {
      const edit = add(startOf(node), node.name.length, null);
      pending.push({
        name: node.name,
        scope,
        decide: (means) => (edit.text = nameText(node.name, use, means)),
      });
    },
    wrap: (node, call) => around(node, call, ''),
    wrapReceiver: (member, call) => {
      if (member.optional || !isOptionalChain(member.object)) return around(member.object, call, '');
      const gap = source.slice(endOf(member.object), startOf(member.property));
      const link = gap.trim();
      // A comment in between: not worth a lexer.
      if (link !== '.' && link !== '[') return;
      around(member.object, call, '');
      add(endOf(member.object) + gap.indexOf(link), 0, link === '.' ? '?' : '?.');
    },
    replace: (from, to, text) => void add(from, to - from, text),
    parenthesise: (node, goOver) => {
      const open = add(startOf(node), 0, null);
      const before = edits.length;
      goOver();
      if (edits.length === before) return;
      open.text = '(';
      add(endOf(node), 0, ')');
    },
    whenGlobal: (node, scope, edit) => {
      const before = edits.length;
      edit();
      const noted = edits.slice(before);
      pending.push({
        name: node.name,
        scope,
        decide: (means) => {
          if (means === 'local') for (const one of noted) one.text = null;
        },
      });
    },
    decided: () => {
      for (const { name, scope, decide } of pending) decide(meaning(scope, name));
      return edits;
    },
  };
}
