// A user as SCIM reads and writes it (RFC 7643, 4.1): the little that Parvis keeps of it.
import { z } from 'zod'
import { isMailAddress } from '#platform/mail/message.ts'
import { bad } from '../protocol/dialect.ts'

/** What a directory says of somebody. */
export interface Said {
  userName: string
  externalId: string | null
  givenName: string | null
  familyName: string | null
  displayName: string
  email: string
  isActive: boolean
}

const text = (most: number) => z.string('Un texte.').trim().max(most, `${most} caractères au plus.`)
// Entra ID sends « False ».
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })], 'Vrai ou faux.')
const mail = z.object({ value: text(254).optional(), primary: flag.optional() })

/** Names in small letters: SCIM’s are the same whatever their capitals. What Parvis keeps nothing of is left out. */
const given = z.object({
  username: text(254).min(1, 'Dites «\u00a0userName\u00a0».'),
  externalid: text(254).nullish(),
  name: z
    .object({
      givenname: text(120).nullish(),
      familyname: text(120).nullish(),
      formatted: text(120).nullish(),
    })
    .nullish(),
  displayname: text(120).nullish(),
  emails: z.array(mail, 'Une liste d’adresses.').max(20, '20 adresses au plus.').nullish(),
  active: flag.nullish(),
})

const filled = (...texts: (string | null | undefined)[]): string | null =>
  texts.find((one) => one !== null && one !== undefined && one !== '') ?? null

/** What a whole resource says, names in small letters; it says nothing of `active`: they stay so. @throws ScimError invalidValue */
export function saidIn(resource: unknown, wasActive = true): Said {
  const parsed = given.safeParse(resource, { error: () => 'Cette valeur n’est pas de son type.' })
  if (!parsed.success)
    throw bad(
      'invalidValue',
      parsed.error.issues
        .map(({ path, message }) => `${path.map(String).join('.')}\u00a0: ${message}`)
        .join(' '),
    )
  const { username: userName, externalid, name, displayname, emails, active } = parsed.data
  const list = emails ?? []
  const email = filled((list.find(({ primary }) => primary === true) ?? list[0])?.value, userName) ?? ''
  if (!isMailAddress(email))
    throw bad('invalidValue', 'emails\u00a0: donnez une adresse e-mail complète, où envoyer l’invitation.')
  const both = [name?.givenname, name?.familyname].filter((part) => part).join(' ')
  return {
    userName,
    externalId: filled(externalid),
    givenName: filled(name?.givenname),
    familyName: filled(name?.familyname),
    displayName: (filled(displayname, name?.formatted, both, userName) ?? userName).slice(0, 120),
    email,
    isActive: active ?? wasActive,
  }
}

const META = z.object({
  resourceType: z.string(),
  created: z.iso.datetime().optional(),
  lastModified: z.iso.datetime().optional(),
  location: z.url(),
  version: z.string(),
})

// `$ref`, a text as the others, has no line of its own: what reads a description takes it for one of JSON Schema’s.
const REFERENCE = z
  .object({ value: z.string(), display: z.string(), type: z.string() })
  .partial()
  .catchall(z.string())

/** `attributes` may leave any of it out. */
export const USER = z
  .object({
    externalId: z.string(),
    userName: z.string(),
    name: z.object({ givenName: z.string(), familyName: z.string() }).partial(),
    displayName: z.string(),
    emails: z.array(z.object({ value: z.string(), type: z.string(), primary: z.boolean() }).partial()),
    active: z.boolean(),
    groups: z.array(REFERENCE),
    meta: META.partial(),
  })
  .partial()
  .extend({ schemas: z.array(z.string()), id: z.string() })

export const GROUP = z
  .object({ displayName: z.string(), members: z.array(REFERENCE), meta: META.partial() })
  .partial()
  .extend({ schemas: z.array(z.string()), id: z.string() })
