import { readdirSync } from 'node:fs';
import { bundledPackages } from './tools/test/packages.ts';

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

/** What deploys the product, documents it, runs it here and tests it. */
const infra = ['documents', 'infra', 'tools'];

/** Whether what capabilities declare fits together, and what is derived from it is up to date. */
const declarations = ['declarations'];

/** The product: every other folder of `test/`, but what needs a cloud. */
const unit = readdirSync(new URL('test', import.meta.url)).filter(
  (name) => ![...infra, ...declarations, 'cloud'].includes(name),
);

/** The stories that are told on the local cloud: by `npm test` one happy way through each capability, by a proof every one. */
const happyWays = [
  'collections/collected-month',
  'customers/registration',
  'notifications/deposit-mail',
  'points/deposited',
  'recycling/comes-back',
];
const cloudStories = (process.env.EVERY_STORY === undefined ? happyWays : ['**/*']).map(
  (story) => `<rootDir>/test/${story}.story.test.ts`,
);

/** Where jest looks for files: it would walk through node_modules else, and watch it. */
const roots = ['brands', 'events', 'functions', 'infra', 'layers', 'notices', 'test', 'tools'];

const project = (displayName, folders, more = {}) => ({
  displayName,
  roots: roots.map((folder) => `<rootDir>/${folder}`),
  testEnvironment: '<rootDir>/tools/test/quiet-environment.ts',
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', stripTypes] },
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  ...more,
});

export default {
  watchman: false,
  testTimeout: 60_000,
  projects: [
    project('declarations', declarations),
    project('unit', unit, { globalSetup: '<rootDir>/tools/test/before-tests.ts', moduleNameMapper: bundledPackages }),
    project('infra', infra),
    project('cloud', ['cloud'], {
      testMatch: ['<rootDir>/test/cloud/**/*.test.ts', ...cloudStories],
      setupFilesAfterEnv: ['<rootDir>/tools/test/flow-timeout.ts'],
      // A global is looked up slowly in the vm of a test: a sign-in by SRP, 0.4 s of arithmetic in Node, took 20 s.
      sandboxInjectedGlobals: ['Math'],
    }),
  ],
};
