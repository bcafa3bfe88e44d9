import { jest } from '@jest/globals';

// Here, as jest reads no timeout from a project's own configuration. What a flow waits for has a deadline of its own.
jest.setTimeout(180_000);
