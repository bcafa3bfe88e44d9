/*
 * The floors of the house: imports go down only.
 *   events <- notices, layers <- functions <- infra <- tools <- test      brands: data that all but events read
 * `test/floors` plants an offence against each of these rules and sees it refused.
 */

const production = '^(brands|events|notices|layers|functions)/';
/** Parts of production that run where bundles are made, and are in none. */
const building = '^notices/(build/|load\\.ts$)';
const aboveProduction = 'infra|tools|test';
const sdk = 'node_modules/@(aws-sdk|smithy)/';
const isEntry = [
  '^functions/[^/]+/(api|on-[a-z-]+)\\.ts$',
  '^infra/app\\.ts$',
  '^tools/(cloud/(start|clock|token)|ops/ops|bench/run|docs/documents|new/new|mails/mails)\\.ts$',
  '^(test|tools/test)/',
  '^[^/]+\\.mjs$',
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'brands-stand-alone',
      comment: 'A programme is data and its schema: whoever reads it must not draw anything else in.',
      severity: 'error',
      from: { path: '^brands/' },
      to: { pathNot: ['^brands/', 'node_modules/zod/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'events-stand-alone',
      comment: 'A contract between capabilities depends on none of them, nor on what they stand on.',
      severity: 'error',
      from: { path: '^events/', pathNot: '^events/load\\.ts$' },
      to: { pathNot: ['^events/', 'node_modules/zod/'] },
    },
    {
      name: 'notices-on-events',
      comment: 'A notice is about events; beside them it knows the languages, and how days are reckoned.',
      severity: 'error',
      from: { path: '^notices/', pathNot: building },
      to: {
        pathNot: ['^notices/', '^events/', '^brands/programmes\\.ts$', '^layers/time/month\\.ts$', 'node_modules/zod/'],
      },
    },
    {
      name: 'layers-below-notices',
      comment: 'What every function stands on says nothing to people.',
      severity: 'error',
      from: { path: '^layers/' },
      to: { path: '^notices/' },
    },
    {
      name: 'layers-below-functions',
      comment: 'What every function stands on knows no function.',
      severity: 'error',
      from: { path: '^layers/' },
      to: { path: `^(functions|${aboveProduction})/` },
    },
    {
      name: 'functions-below-infra',
      comment: 'A function does not know how it is deployed or tested.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: `^(${aboveProduction})/` },
    },
    {
      name: 'infra-below-tools',
      comment: 'What is deployed is the same everywhere: it does not know this computer.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'tools-below-test',
      comment: 'The tools are for people too: they run without the tests.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^test/' },
    },
    {
      name: 'capabilities-meet-in-events',
      comment: 'What two capabilities share is an event, or belongs to a layer, or stays apart.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'routes-for-api-and-documents',
      comment: 'Routes are the declaration: only the entry that serves them, infra and tests read it.',
      severity: 'error',
      from: { pathNot: ['^functions/[^/]+/api\\.ts$', '^infra/', '^test/'] },
      to: { path: '^functions/[^/]+/routes\\.ts$' },
    },
    {
      name: 'sdk-in-layers-aws',
      comment: 'AWS is called from layers/aws, so that what the product calls is seen in one place.',
      severity: 'error',
      from: { path: '^(brands|events|layers|functions|infra)/', pathNot: ['^layers/aws/', '^layers/table/'] },
      to: { path: sdk },
    },
    {
      name: 'table-speaks-dynamodb-only',
      comment: 'layers/table forms the requests of DynamoDB; the client it sends them by is in layers/aws.',
      severity: 'error',
      from: { path: '^layers/table/' },
      to: { path: sdk, pathNot: 'node_modules/@aws-sdk/(lib|util|client)-dynamodb/' },
    },
    {
      name: 'civil-time-in-layers-time',
      comment: 'Zones, calendars and durations are settled in one place; a rule of a capability may need them itself.',
      severity: 'error',
      from: { path: `${production}|^infra/`, pathNot: ['^layers/time/', '^functions/[^/]+/rules\\.ts$'] },
      to: { path: 'node_modules/temporal-polyfill/' },
    },
    {
      name: 'production-without-development',
      comment: 'What runs in AWS stands in "dependencies"; types alone may come from elsewhere.',
      severity: 'error',
      from: { path: production, pathNot: building },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that is there by chance is gone with the next update.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that is no entry is forgotten.',
      severity: 'error',
      from: { orphan: true, pathNot: [...isEntry, '\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.git|\\.local|cdk\\.out|coverage|docs)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
