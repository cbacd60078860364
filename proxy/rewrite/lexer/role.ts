// What a bracket can enclose.

export const PROGRAM = 1;
/** Statements. */
export const BLOCK = 2;
export const FUNCTION_BODY = 3;
export const METHOD_BODY = 4;
export const ARROW_BODY = 5;
export const STATIC_BODY = 6;
export const CLASS_BODY = 7;
/** An object, or a pattern that looks like one. */
export const OBJECT = 8;
/** What is imported or exported by name. */
export const CLAUSE = 9;
/** After `if`, `while`, `switch`, `with`. */
export const HEAD = 10;
export const FOR_HEAD = 11;
export const CATCH_HEAD = 12;
/** A function's parameters. */
export const FUNCTION_PARAMETERS = 13;
export const METHOD_PARAMETERS = 14;
export const ARROW_PARAMETERS = 15;
/** What is called, with what. */
export const CALL = 16;
export const GROUPING = 17;
/** An array, or a pattern that looks like one. */
export const ARRAY = 18;
/** A member that is computed. */
export const MEMBER = 19;
/** A key that is computed. */
export const KEY = 20;
export const HOLE = 21;

export const isBody = (role: number): boolean => role >= FUNCTION_BODY && role <= STATIC_BODY;
export const holdsStatements = (role: number): boolean => role >= PROGRAM && role <= STATIC_BODY;
export const isParameters = (role: number): boolean => role >= CATCH_HEAD && role <= ARROW_PARAMETERS;
export const isHead = (role: number): boolean => role >= HEAD && role <= CATCH_HEAD;
