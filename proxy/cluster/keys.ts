// Where things lie in Redis.

const ROOT = 'lockstep:';
/** Ids of all sessions. */
export const SESSIONS = `${ROOT}sessions`;
/** Ids of nodes; some of them are gone. */
export const NODES = `${ROOT}nodes`;
/** A text that is another once Redis was emptied. */
export const RUN = `${ROOT}run`;
/** Says, sealed, whose key this is and which shapes lie here. */
export const FORMAT = `${ROOT}format`;
/** A node's address and what else others want to know; gone when it has not said for a lease's time that it is there. */
export const NODE = `${ROOT}node:`;
/** Owner (the claim of a node), number of the last write, and the sealed parts. */
export const SESSION = `${ROOT}session:`;
/** Number of a record -> the sealed record; `first`: the number of the oldest. */
export const JOURNAL = `${ROOT}journal:`;
