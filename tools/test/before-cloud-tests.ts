import { jest } from '@jest/globals';

// Here, as jest reads no timeout from a project's own configuration. What a flow waits for has a deadline of its own.
jest.setTimeout(180_000);

const { STACK_OF_WORKER, JEST_WORKER_ID } = process.env;
if (STACK_OF_WORKER !== undefined) process.env.STACK = `${STACK_OF_WORKER}-${JEST_WORKER_ID}.json`;
