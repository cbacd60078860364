// What comes over sockets: SIP messages with their bodies, and commands of shells.
import { parseCommand, commands } from '../../protocol/commands.ts';
import { readStream } from '../../proxy/sip/body/cobrowse-sdp.ts';
import { printSdp, parseSdp } from '../../proxy/sip/body/sdp.ts';
import { headEnd, parseMessage } from '../../proxy/sip/message/parse.ts';
import { createIntake } from '../../proxy/sockets/intake.ts';
import { read, same } from './input.ts';

export const seeds: readonly string[] = [
  [
    'INVITE sip:shop@lockstep.example SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK-1;rport',
    'From: "Ann" <sip:ann@example.com>;tag=1',
    'To: <sip:shop@lockstep.example>',
    'Call-ID: a@b',
    'CSeq: 1 INVITE',
    'Contact: <sip:ann@127.0.0.1:5061>',
    'Content-Type: application/sdp',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n'),
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=application 9 TCP/WS cobrowse\r\na=x:y\r\n',
  '{"name":"scroll","body":{"window":"w1"},"seq":1,"epoch":1}',
  '{"name":"navigate","body":{"window":"w1","to":{"url":"https://a.example/"}},"seq":2,"epoch":null}',
  '{"name":"__proto__","body":{"__proto__":{"a":1}},"seq":0}',
];

export function fuzz(data: Uint8Array): void {
  const { text } = read(data);
  const bytes = Buffer.from(text);
  headEnd(bytes);
  parseMessage(bytes);
  const read1 = parseSdp(text);
  if ('sdp' in read1) {
    readStream(read1.sdp);
    const printed = printSdp(read1.sdp);
    const again = parseSdp(printed);
    same('a description', 'sdp' in again ? printSdp(again.sdp) : again.fault, printed);
  }
  const wire = json(text);
  createIntake({ now: () => 0, siteProblem: () => null, bytesPerSecond: 1 })(wire);
  for (const name of Object.keys(commands)) parseCommand(name, wire);
  same('polluted', Object.keys({}.constructor.prototype as object).length, 0);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then a text is what came.
    return text;
  }
}
