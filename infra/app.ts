import { App } from 'aws-cdk-lib';
import { addStacks } from './stacks.ts';

const app = new App();
await addStacks(app);
app.synth();
