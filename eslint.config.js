import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The arrows of the house: what a folder may import of ours. The compiler keeps the libraries apart, this keeps the rooms apart. */
const walls = {
  protocol: ['config', 'proxy', 'inject', 'client'],
  config: ['proxy', 'inject', 'client'],
  proxy: ['inject', 'client'],
  inject: ['proxy', 'client', 'config'],
  client: ['proxy', 'inject', 'config'],
};
const wall = (folder, banned) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: banned.map((b) => `**/${b}/**`),
            message: `${folder}/ may not import this room (docs/architecture.md)`,
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.tsc', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js', 'jest.config.ts'] } },
    },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  ...Object.entries(walls).map(([folder, banned]) => wall(folder, banned)),
  {
    // Natives are called on the receiver the page gave: unbound is the point there.
    files: ['inject/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off', '@typescript-eslint/no-deprecated': 'off' },
  },
  // Tables are as long as what they list.
  {
    files: ['tests/**/*.{ts,tsx}', 'bench/**/*.ts', 'protocol/commands.ts', 'config/option-table.ts'],
    rules: { 'max-lines': 'off' },
  },
  { files: ['eslint.config.js', 'jest.config.ts'], extends: [tseslint.configs.disableTypeChecked] },
);
