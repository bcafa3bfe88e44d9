import { domainToASCII } from 'node:url';
import * as z from 'zod';
import { personal } from '#events/values/personal.ts';
import { withheld } from '#events/values/withheld.ts';

/** What shows as nothing, turns the direction of writing or breaks a line: names are read beside other people's texts. */
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** No script piles up so many marks on a letter. */
const piledUp = /\p{M}{4}/u;
/** What people or mail programs take for an address: `https://…`, `www.…`, `evil.example/pay`, `a@b`. */
const address = /:\/\/|\bwww\.|[\p{L}\p{N}-]\.\p{L}{2,}[/?#\\]|@/iu;

/** A person's name: one line that hides nothing and leads nowhere. Composed letters are one character, spaces are plain and single. */
export const Name = personal(
  z
    .string()
    .overwrite((name) =>
      name
        .normalize('NFC')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .max(100)
    .refine((name) => !hidden.test(name), 'has a line break or characters that do not show')
    .refine((name) => !piledUp.test(name), 'has too many marks on one letter')
    .refine((name) => !address.test(name.normalize('NFKC')), 'has an address in it')
    .refine((name) => /\p{L}/u.test(name), 'has no letter'),
);

const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domain = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`);

/** An e-mail address with its domain as DNS and SES take it, `xn--…` where it has other letters; undefined for what is none. */
export function emailAddress(typed: string): string | undefined {
  const at = typed.lastIndexOf('@');
  const [local, name] = [typed.slice(0, at), typed.slice(at + 1)];
  // Of `b.example/x` the conversion would take the part before the path.
  const host = /^[\p{L}\p{M}\p{N}.-]+$/u.test(name) ? domainToASCII(name) : '';
  const good = local.length <= 64 && localPart.test(local) && domain.test(host);
  return good && local.length + host.length < 254 ? `${local}@${host}` : undefined;
}

export const Email = personal(
  z
    .string()
    .trim()
    .max(320)
    .transform((typed, context) => {
      const email = emailAddress(typed);
      if (email === undefined) context.issues.push({ code: 'custom', message: 'is no e-mail address', input: typed });
      return email ?? '';
    }),
);

/** What stands on a card. Whoever knows it has proved nothing: it can be guessed, or read over a shoulder. */
export const CardNumber = personal(z.string().regex(/^\d{8,19}$/, 'the 8 to 19 digits on the card'));

/** What the pool of a brand's customers demands of a password is the rest: see `infra/identity.ts`. */
export const Password = withheld(
  personal(
    z
      .string()
      .min(10, 'at least 10 characters')
      .max(128)
      .refine((password) => password.trim() === password, 'begins or ends with a space'),
  ),
);

/** A language as browsers and people name it, such as `ca-ES-valencia`; which of the brand's it comes to is decided there. */
export const LanguageTag = z
  .string()
  .regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/)
  .max(35);
