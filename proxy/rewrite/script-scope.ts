// Whose a name is: ECMAScript's scopes, kept for the few names that matter.

/** The names whose meaning decides about a rewrite. */
const WATCHED = new Set([
  'location',
  'top',
  'eval',
  'window',
  'self',
  'globalThis',
  'parent',
  'frames',
  'opener',
]);

export interface Scope {
  readonly parent: Scope | null;
  readonly names: Set<string>;
  /** `script`: a classic script's top level, where declaring `location` or `top` cannot shadow the window's own. */
  readonly kind: 'script' | 'module' | 'function' | 'block' | 'with';
  readonly strict: boolean;
  /** A sloppy direct eval in it may declare any name at run time. */
  evals: boolean;
}

/** `free`: the global. `guard`: only running it can tell. */
export type Meaning = 'free' | 'local' | 'guard';

export function innerScope(parent: Scope | null, kind: Scope['kind'], strict: boolean): Scope {
  return { parent, kind, strict: strict || parent?.strict === true, names: new Set(), evals: false };
}

export function declare(scope: Scope, name: string): void {
  if (WATCHED.has(name)) scope.names.add(name);
}

/** The scope that `var` and sloppy direct eval declare in. */
export function variableScope(scope: Scope): Scope {
  let at = scope;
  while ((at.kind === 'block' || at.kind === 'with') && at.parent !== null) at = at.parent;
  return at;
}

export function meaning(scope: Scope, name: string): Meaning {
  let unknown = false;
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.kind !== 'script' && at.names.has(name)) return 'local';
    // At top level eval declares globals, which cannot shadow what is unforgeable.
    unknown ||= at.kind === 'with' || (at.evals && at.kind !== 'script');
  }
  return unknown ? 'guard' : 'free';
}
