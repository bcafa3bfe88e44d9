/* MJML comes without types. */
declare module 'mjml' {
  export default function mjml2html(
    mjml: string,
    options: {
      readonly validationLevel: 'strict';
      readonly keepComments: boolean;
      readonly fonts: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly html: string }>;
}
