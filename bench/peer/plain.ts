// The peer: http-proxy-middleware in express with a keep-alive agent, passing everything through as it comes.
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const app = express();
app.use(createProxyMiddleware({ target: process.argv[2] ?? '', agent: new Agent({ keepAlive: true }) }));
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`ready ${String((server.address() as AddressInfo).port)}`);
});
server.keepAliveTimeout = 60_000;
