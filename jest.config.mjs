/** TypeScript as Node runs it: the types are taken away and nothing else is changed. */
const stripTypes = {
  swcrc: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript' },
    transform: { verbatimModuleSyntax: true },
    experimental: { keepImportAttributes: true },
  },
};

const project = (displayName, folders, more = {}) => ({
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', stripTypes] },
  modulePathIgnorePatterns: ['<rootDir>/\\.local/', '<rootDir>/cdk\\.out/'],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  ...more,
});

export default {
  watchman: false,
  testTimeout: 60_000,
  projects: [
    project('unit', ['unit', 'floors', 'documents']),
    project('infra', ['infra']),
    project('flows', ['flows'], { setupFilesAfterEnv: ['<rootDir>/tooling/flow-timeout.ts'] }),
  ],
};
