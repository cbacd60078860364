// What rewritten scripts call. The proxy's script rewriter writes these names, inject/ provides them.

/** The one global that rewritten scripts refer to; not enumerable in the page. */
export const RUNTIME = '$ls';

export interface ScriptRuntime {
  /** For a free `location`: reads give the real URL, writes navigate. An accessor, so that `=`, `+=`, `for (location of …)` need no form of their own. */
  location: unknown;
  /** For a free `top`: the outermost page of the site's own tree, never the shell. */
  readonly top: unknown;
  /** For an `eval` that is not called directly: its text is rewritten as a script's. */
  readonly eval: unknown;
  /**
   * Receiver wrap: `x.location` becomes `$ls.w(x).location`, `x[key]` where the key may be one of the two words `$ls.w(x)[key]`,
   * and `const {location} = x` `const {location} = $ls.w(x)`. For a Window or Document a holder whose `location` and `top`
   * are the virtual ones and which is the thing itself otherwise; anything else comes back as it is. Never throws, reads nothing observable.
   */
  readonly w: (receiver: unknown) => unknown;
  /** Guard form where scope is unknown (inside `with`, or a sloppy function with direct eval): gives the virtual object if the value is the real Location or Window top. */
  readonly g: (value: unknown) => unknown;
  /** Direct eval stays direct: `eval(x)` becomes `eval($ls.s(x))`; rewrites if x is a string, else gives x. */
  readonly s: (source: unknown) => unknown;
  /** `import(x)` becomes `import($ls.i(x))`. */
  readonly i: (specifier: unknown) => unknown;
  /** `import.meta` becomes `$ls.m(import.meta)`: url and resolve speak real URLs. */
  readonly m: (meta: unknown) => unknown;
  /** `x.postMessage(a, b)` becomes `$ls.p(x).postMessage(a, b)`: target origins mapped, sender's realm kept. */
  readonly p: (receiver: unknown) => unknown;
  /** `javascript:x` becomes `javascript:$ls.d(eval("x"))`: a text that x comes to is a document's, and gets the boot tag; else gives it back. */
  readonly d: (value: unknown) => unknown;
}
