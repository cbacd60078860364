// What people are told when a site does not work, in plain words: what happened, and what to do.
import type { FaultCode } from './fault.ts';

export interface ErrorText {
  readonly status: number;
  readonly title: string;
  readonly what: (host: string) => string;
  readonly advice: readonly string[];
}

const AGAIN = 'Try again in a minute.';

export const errorTexts: Readonly<Record<FaultCode, ErrorText>> = {
  dns: {
    status: 502,
    title: 'This site was not found',
    what: (host) => `There is no site with the name ${host}, or the name service does not answer.`,
    advice: ['Check the spelling of the address.', AGAIN],
  },
  refused: {
    status: 502,
    title: 'The site does not accept connections',
    what: (host) => `${host} is there, but nothing answers at this address.`,
    advice: ['Check the address, above all the port.', 'The site may be down. ' + AGAIN],
  },
  unreachable: {
    status: 502,
    title: 'The site cannot be reached',
    what: (host) => `There is no way from this server to ${host}.`,
    advice: [AGAIN, 'Ask whoever runs this server whether it may reach the internet.'],
  },
  tls: {
    status: 502,
    title: 'The connection is not safe',
    what: (host) =>
      `${host} could not prove who it is: its certificate is out of date, or not for this name.`,
    advice: ['Do not enter anything secret there.', 'Tell whoever runs the site.'],
  },
  timeout: {
    status: 504,
    title: 'The site takes too long',
    what: (host) => `${host} did not answer in time.`,
    advice: [AGAIN, 'The site may have too much to do just now.'],
  },
  blocked: {
    status: 403,
    title: 'This address may not be opened here',
    what: (host) => `Lockstep does not connect to ${host}.`,
    advice: ['Open another site.', 'Whoever runs this server can allow it.'],
  },
  'too-large': {
    status: 413,
    title: 'This is too large',
    what: (host) => `What should be sent to ${host} is larger than this server passes on.`,
    advice: ['Send a smaller file.', 'Whoever runs this server can raise the limit.'],
  },
  protocol: {
    status: 502,
    title: 'The site sent something unreadable',
    what: (host) => `The answer of ${host} is damaged or against the rules of the web.`,
    advice: [AGAIN, 'Tell whoever runs the site.'],
  },
  reset: {
    status: 502,
    title: 'The connection broke off',
    what: (host) => `${host} closed the connection before it had answered.`,
    advice: [AGAIN],
  },
  redirects: {
    status: 508,
    title: 'The site sends you round in circles',
    what: (host) => `${host} redirected too often, from one address to the next.`,
    advice: ['Sign out of the site, or in again, and try once more.', 'Tell whoever runs the site.'],
  },
  busy: {
    status: 503,
    title: 'Too much at once',
    what: (host) =>
      `This session asks sites for so much at the same time that this could not be asked of ${host}.`,
    advice: [AGAIN, 'Close windows that are not needed.'],
  },
  unknown: {
    status: 502,
    title: 'The page could not be opened',
    what: (host) => `Something went wrong between this server and ${host}.`,
    advice: [AGAIN],
  },
};
