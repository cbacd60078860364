// What is said to and by a holder: a page of ours on a site's host, in which a window stands that a page opened. Only a
// frame that a document of the opener's origin has made begins as a popup does (HTML, "initial about:blank").

/** A frame of this name in a holder tells every origin what it is (HTML, named access on the Window object). */
export const HOLDER_MARK = 'ls-holder';

/** From pages of other origins, and from the shell, to a holder or to an outermost page. */
export interface GoMessage {
  readonly lockstep: 'go';
  readonly key: string;
  /** A proxied URL. */
  readonly url: string;
}
/** To a holder: close, or stop the first load. From a holder to the shell: it is closed. */
export interface HolderMessage {
  readonly lockstep: 'close' | 'stop';
  readonly key: string;
}

/** Not camera, microphone, place and screen: the browser asks for those in the name of the shell, once for every site. */
export const PERMISSIONS =
  'autoplay *; clipboard-write *; encrypted-media *; fullscreen *; gamepad *; picture-in-picture *; screen-wake-lock *';
