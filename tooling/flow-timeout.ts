import { jest } from '@jest/globals';

// jest reads no timeout from a project's own configuration. A flow waits on conditions, each with a deadline of its own.
jest.setTimeout(180_000);
