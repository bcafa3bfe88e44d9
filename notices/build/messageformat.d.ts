/*
 * The types that come with the package say that it exports `default`; it is `module.exports` itself, as Node imports it.
 */
declare module '@messageformat/core' {
  type Formatter = (value: unknown, locale: string, argument: string | null) => unknown;

  export default class MessageFormat {
    constructor(
      locales: string | readonly string[],
      options: {
        readonly requireAllArguments: boolean;
        readonly customFormatters: Readonly<Record<string, { formatter: Formatter; id: string; module: string }>>;
      },
    );
    compile(message: string): (values: Readonly<Record<string, unknown>>) => string;
  }
}

declare module '@messageformat/core/lib/compile-module.js' {
  import type MessageFormat from '@messageformat/core';

  export default function compileModule(format: MessageFormat, messages: object): string;
}
