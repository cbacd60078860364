// The page of ours in which a window stands that a page opened (protocol/holder.ts); for a mirror the bare document of one.
import { ownPaths } from '../../protocol/cookie-names.ts';
import { bootTag } from '../rewrite/boot-tag.ts';
import { asksForDocument, type Step } from './exchange.ts';
import { sendBare } from './mirror.ts';
import { livePolicy } from './own-policy.ts';
import { bootContext } from './page-context.ts';
import { sendText } from './send.ts';

const STYLE =
  'html,body{margin:0;height:100%;overflow:hidden}iframe{position:fixed;inset:0;width:100%;height:100%;border:0}[hidden]{display:none}';

export const holder: Step = (exchange) => {
  const { url, method, role, anonymous, around } = exchange;
  if (url.pathname !== ownPaths.holder || method !== 'GET' || anonymous || !asksForDocument(exchange))
    return false;
  if (role === 'mirror') {
    sendBare(exchange);
    return true;
  }
  exchange.session.holders.add(exchange.origin);
  const { boot, injectUrl } = bootContext(exchange);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': livePolicy(around.base),
    'cache-control': 'no-store',
  };
  const body = `<!DOCTYPE html><html><head><style>${STYLE}</style></head><body>${bootTag(boot, injectUrl)}</body></html>`;
  sendText(exchange, { status: 200, statusText: '', headers }, body);
  return true;
};
