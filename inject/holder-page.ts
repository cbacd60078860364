// Whether this is the page in which a window stands that a page opened (protocol/holder.ts).
import { ownPaths } from '../protocol/cookie-names.ts';
import { self } from './natives.ts';

export const isHolderPage = (): boolean => self.location.pathname === ownPaths.holder;
