// The operator's settings as the SIP gateway wants them.
import { readFileSync } from 'node:fs';
import type { Options } from '../config/options.ts';
import type { SipOptions } from './sip/gateway/gateway.ts';
import type { Secret } from './sip/transport/stream.ts';
import type { Listening } from './sip/transport/transports.ts';

/** Null: SIP is off. Fails with a sentence for the operator. */
export function sipOptions(options: Options): SipOptions | null {
  if (options.sip.length === 0) return null;
  const listening = options.sip.filter((it): it is Listening => it.transport !== 'WS');
  return {
    listening,
    address: options.sipAddress,
    domain: options.sipDomain,
    users: options.sipUsers,
    isOpen: options.sipOpen,
    privacy: options.privacy,
    phones: options.sipPhones,
    secret: listening.some((it) => it.transport === 'TLS') ? secretOf(options) : null,
    webSocket: options.sip.some((it) => it.transport === 'WS'),
    proxy: options.sipProxy,
    account: options.sipAccount,
  };
}

function secretOf({ sipTlsKey, sipTlsCert }: Options): Secret {
  if (sipTlsKey === '' || sipTlsCert === '')
    throw new Error('SIP over TLS needs LOCKSTEP_SIP_TLS_KEY and LOCKSTEP_SIP_TLS_CERT.');
  try {
    return { key: readFileSync(sipTlsKey, 'utf8'), cert: readFileSync(sipTlsCert, 'utf8') };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The key or the certificate for SIP over TLS cannot be read: ${why}`, { cause: error });
  }
}
