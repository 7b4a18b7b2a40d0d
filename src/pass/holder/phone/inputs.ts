// What a phone sends: forms, as all pages send, with keys in JSON. Of a key, the public half alone is ever taken.
import { z } from 'zod'
import { fromText } from '../../token/bytes.ts'

const UNREAD = 'Ce téléphone n’a pas envoyé ce qu’il fallait\u00a0: rechargez la page.'
/** 32 bytes, in base64url. */
const coordinate = z.string().regex(/^[\w-]{43}$/, UNREAD)
const key = z.strictObject(
  { kty: z.literal('EC', UNREAD), crv: z.literal('P-256', UNREAD), x: coordinate, y: coordinate },
  UNREAD,
)

function json(text: string, ctx: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: UNREAD })
    return z.NEVER
  }
}

const jsonOf = <S extends z.ZodType>(most: number, shape: S) =>
  z.string(UNREAD).max(most, UNREAD).transform(json).pipe(shape)

const id = z.coerce.number(UNREAD).int(UNREAD).min(1, UNREAD).max(Number.MAX_SAFE_INTEGER, UNREAD)

export const REGISTERED = z.object({
  cle: jsonOf(500, key),
  /** The phone that it replaces, as the page said it; empty when there was none. */
  remplace: z.union([z.literal('').transform(() => null), id], UNREAD).optional(),
})
export type Registered = z.output<typeof REGISTERED>

export const ASKED = z.object({
  telephone: id,
  a: z.coerce
    .number(UNREAD)
    .int(UNREAD)
    .min(0, UNREAD)
    .max(2 ** 40, UNREAD),
  preuve: z.string(UNREAD).max(100, UNREAD),
})
export type AskedWith = z.output<typeof ASKED>

/** Copies that a phone holds for one partner and sector, and for how many of these: what it shows between two networks. */
const MOST_COPIES = 4
const MOST_AUDIENCES = 12

/** A compressed point: its first coordinate after 2 or 3 (SEC 1, 2.3.3). */
const compressed = z
  .string(UNREAD)
  .regex(/^[\w-]{44}$/, UNREAD)
  .transform((text, ctx) => {
    const [parity = 0, ...x] = fromText(text) ?? []
    if (parity === 2 || parity === 3) return { x: Uint8Array.from(x), odd: parity === 3 }
    ctx.addIssue({ code: 'custom', message: UNREAD })
    return z.NEVER
  })

const wanted = z
  .array(
    z.strictObject({
      partner: z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
      sector: z.string().regex(/^[a-z][a-z-]{0,39}$/, UNREAD),
      keys: z.array(compressed).min(1).max(MOST_COPIES),
    }),
    UNREAD,
  )
  .max(MOST_AUDIENCES, UNREAD)

const TEXT = z.string(UNREAD).max(5000, UNREAD)
export const WANTED = ASKED.extend({ jetons: TEXT })
export const WANTED_TOKENS = jsonOf(5000, wanted)
