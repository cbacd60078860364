// A way to one peer: a connection, or a place that datagrams are sent to.

export type Transport = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';

export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Flow {
  readonly transport: Transport;
  readonly remote: Place;
  /** Where answers to our requests come to. */
  readonly via: Place;
  /** Where others reach us with this transport: for Contact. */
  readonly contact: Place;
  readonly isReliable: boolean;
  readonly isOpen: () => boolean;
  /** Never throws: what cannot be sent is lost, as on any network. */
  readonly send: (bytes: Buffer) => void;
  /** For datagrams: the same socket, another place. */
  readonly at?: (place: Place) => Flow;
  /** Called once when a connection is gone; not called for datagrams. */
  readonly onGone: (gone: () => void) => void;
}

export interface Listener {
  readonly transport: Transport;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** One message, whole; or a stream that cannot be followed any more: what there was of it. */
export type Receive = (bytes: Buffer, flow: Flow) => void;
