/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const shared: Config = {
  roots: ['<rootDir>/tests'],
  transform: {
    '\\.[cm]?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'commonjs', ignoreDynamic: false },
      },
    ],
  },
  // Packages that ship ES modules only: jest runs CommonJS, so they are transformed as our own sources are.
  transformIgnorePatterns: [
    '/node_modules/(?!(http-proxy-middleware|httpxy|is-plain-obj|htmlparser2|entities|dom-serializer|domhandler|domutils|domelementtype|meriyah|parse5|uqr|sip.js|@sparticuz)/)',
  ],
};

const config: Config = {
  // A busy machine is no fault of the program's: what never comes is told all the same.
  testTimeout: 30_000,
  globalSetup: '<rootDir>/tests/support/prepare.ts',
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/{protocol,config,proxy}/**/*.test.ts', '<rootDir>/tests/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'page',
      testEnvironment: 'jsdom',
      testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
      testMatch: ['<rootDir>/tests/{inject,client}/**/*.test.{ts,tsx}'],
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
    },
  ],
};

export default config;
