// The table of what doors call. Each call is signed by the key of the door (device.ts); no cookie, no person.
import { z } from 'zod'
import { labelled, system } from '#platform/actor.ts'
import { type Call, type CallContext, call } from '#platform/api/call.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, Unauthenticated } from '#platform/errors.ts'
import { HOUR, MINUTE } from '#platform/limits/limits.ts'
import { forgive, networkOf, throttle, tooMany } from '#platform/limits/throttle.ts'
import { signedList } from '../issue/lists.ts'
import { undo } from '../ledger/move.ts'
import { readSpoken } from '../token/spoken.ts'
import { REFUSALS } from '../token/words.ts'
import { type Asked, checkCode, type Told } from './check.ts'
import { knownCards } from './cards.ts'
import { callingDevice, type Device, enrolDevice, provenKey } from './device.ts'
import { useToUndo } from './queries.ts'
import { type Line, receiveLines } from './receive.ts'
import { stateFor } from './state.ts'

export const AT = '/api/v1/pass/porte'
const MOST_LINES = 200
/** Of the longest code, with its signature. */
const text = z.string().min(1).max(1600)
export const seq = z
  .int()
  .min(1)
  .max(2 ** 40)
const base64url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(64)
const name = z.string().regex(/^[a-z\d][a-z\d-]{0,30}$/)

export const LIMITS = {
  doorEnrol: { limit: 10, windowSeconds: HOUR },
  // What is said has forty bits, for a minute: a door that is wrong so often guesses.
  doorSpoken: { limit: 20, windowSeconds: 10 * MINUTE },
  // In a minute of the clock, counted on the row of the door (pass.hear_door).
  doorCalls: { limit: 6000, windowSeconds: MINUTE },
} as const

const base = { face: 'api', by: ['door'], action: 'pass.check' } as const

/** In one transaction, under the name of the door, which waits for its own other calls. */
export async function asDoor<T>(
  ctx: CallContext,
  act: (tx: Write, device: Device) => Promise<T>,
): Promise<T> {
  return ctx.db.write(labelled(ctx.actor), async (tx) => {
    const { calls, ...device } = await callingDevice(tx, ctx.actor, ctx.header('dpop') ?? '')
    const { limit, windowSeconds } = LIMITS.doorCalls
    if (calls > limit) throw tooMany(windowSeconds - tx.now.getUTCSeconds())
    return act(tx, device)
  })
}

const issuerKey = z.object({
  kid: z.string(),
  x: z.string(),
  odd: z.boolean(),
  from: z.number(),
  until: z.number(),
})
const product = z.object({
  id: z.string(),
  name: z.string(),
  classes: z.record(z.string(), z.string()),
  counted: z.enum(['nothing', 'entries', 'credit', 'weekly']),
  weekly: z.number().nullable(),
  cents: z.record(z.string(), z.number()),
  alone: z.number(),
  daily: z.number().nullable(),
  onPaper: z.boolean(),
  since: z.string(),
  until: z.string().nullable(),
  closed: z.array(z.object({ from: z.string(), to: z.string() })),
  places: z.array(z.string()),
})
const named = z.object({ name: z.string(), label: z.string() })
const head = z.object({ seq: z.number(), hash: z.string() })
const state = z.object({
  device: named,
  partner: z.string(),
  place: named,
  audience: z.object({ partner: z.string(), sector: z.string() }),
  zone: z.string(),
  until: z.string(),
  keys: z.array(issuerKey),
  products: z.array(product),
  fetchedAt: z.number(),
  list: z.string(),
  time: z.string(),
  head,
  reader: z.object({ place: z.number() }).nullable(),
})

const knownCard = z.object({
  value: z.string(),
  rights: z
    .array(z.tuple([z.string(), z.string(), z.number().nullable(), z.number().nullable()]).readonly())
    .readonly(),
})

const asked = z.strictObject({
  seq,
  text: text.optional(),
  // What its reader of chips says, instead of a code: eleven bytes in hexadecimal.
  card: z
    .string()
    .regex(/^[\dA-Fa-f]{2,64}$/)
    .optional(),
  challenge: z.string().max(48).nullable(),
  cents: z.int().min(1).max(1_000_000).nullable(),
})
export const told = z.object({
  result: z.string(),
  product: z.string().nullable(),
  class: z.string().nullable(),
  left: z.number().nullable(),
  cents: z.number().nullable(),
  before: z.number().nullable(),
  paperUntil: z.number().nullable(),
})

const RESULTS = ['ok', 'let-in', 'undone', ...Object.keys(REFUSALS)] as [string, ...string[]]
const line = z.strictObject({
  seq,
  at: z
    .int()
    .min(0)
    .max(2 ** 40),
  result: z.enum(RESULTS),
  product: name.nullable(),
  class: name.nullable(),
  cents: z.int().min(0).max(1_000_000).nullable(),
  cti: base64url.nullable(),
  prev: base64url,
  hash: base64url,
  text: text.optional(),
  challenge: z.string().max(48).nullable().optional(),
  why: z.string().max(200).optional(),
})

/** Guesses of what is said, and of what a chip says, are slowed; one that was right is given back. */
async function check(ctx: CallContext, body: Asked): Promise<Told> {
  if ((body.text === undefined) === (body.card === undefined))
    throw new BadInput([
      { field: 'text', message: 'Dites ce qui est montré (text), ou ce que dit une carte (card).' },
    ])
  const isGuess = body.card !== undefined || readSpoken(body.text ?? '') !== null
  const counter = { key: `pass:spoken:${ctx.actor.keyId}`, ...LIMITS.doorSpoken }
  if (isGuess) await throttle(ctx, counter.key, LIMITS.doorSpoken)
  const answer = await asDoor(ctx, (tx, device) => checkCode(ctx, tx, device, body))
  if (isGuess && answer.result === 'ok') await forgive(ctx, [counter])
  return answer
}

async function undoUse(tx: Write, device: Device, at: number): Promise<void> {
  const redemptionId = await useToUndo(tx, device.id, { seq: at })
  if (redemptionId === undefined) throw new Conflict('Ce passage n’est pas dans les comptes.')
  await undo(tx, { which: { redemptionId }, by: null, isManager: false, reason: 'door' })
}

export const calls: readonly Call[] = [
  call({
    face: 'api',
    action: 'pass.enrol',
    call: `POST ${AT}`,
    title: 'Installer une porte',
    text: 'Une fois, avec le code donné par le partenaire\u00a0: l’appel est signé (DPoP) de la clé que la porte garde.',
    body: { json: z.strictObject({ code: z.string().max(40) }) },
    answer: z.object({ id: z.number() }),
    status: 201,
    async handle(ctx, { body: { code } }) {
      await throttle(ctx, `pass:enrol:${networkOf(ctx.ip)}`, LIMITS.doorEnrol)
      const address = new URL(AT, ctx.config.publicUrl).href
      const proven = await provenKey(ctx.header('dpop') ?? '', { verb: 'POST', address }, ctx.db.clock())
      if (proven === null) throw new Unauthenticated('Cet appel n’est pas signé de la clé de la porte.')
      const device = await ctx.db.write(system, (tx) => enrolDevice(ctx, tx, { code, ...proven }))
      return { body: { id: device.id } }
    },
  }),
  call({
    ...base,
    call: `GET ${AT}`,
    title: 'Ce qu’une porte garde pour décider seule',
    text: 'Clés, produits, heure signée\u00a0; à redemander tous les quarts d’heure.',
    query: z.object({ tire: z.string().regex(/^[\w-]{22}$/) }),
    answer: state,
    handle: async (ctx, { query }) => ({
      body: await asDoor(ctx, (tx, device) =>
        stateFor(ctx, tx, { device, nonce: query.tire, origin: ctx.config.publicUrl }),
      ),
    }),
  }),
  call({
    ...base,
    call: `GET ${AT}/liste`,
    title: 'Ce qui est arrêté dans le secteur d’une porte',
    text: 'Liste d’états de jetons (CWT) signée, de ce secteur seul.',
    type: 'application/statuslist+cwt',
    answer: z.instanceof(Buffer),
    handle: async (ctx) => ({
      body: Buffer.from(
        await asDoor(ctx, (tx, { sector }) => signedList(ctx, tx, { origin: ctx.config.publicUrl, sector })),
      ),
    }),
  }),
  call({
    ...base,
    call: `GET ${AT}/cartes`,
    title: 'Ce qu’ouvrent ici les cartes à puce',
    text: 'Par l’identifiant de ce que dit le lecteur, pour décider seule\u00a0; vide là où aucune puce n’est lue.',
    answer: z.object({
      cards: z.record(z.string(), knownCard),
    }),
    handle: async (ctx) => ({ body: { cards: await asDoor(ctx, (tx, device) => knownCards(tx, device)) } }),
  }),
  call({
    ...base,
    call: `POST ${AT}/controles`,
    title: 'Contrôler un code',
    text: 'Ce qui est ouvert, dans quelle classe, ce qu’il reste\u00a0; jamais un nom. Redit deux fois pour une ligne, c’est une fois.',
    body: { json: asked },
    answer: told,
    handle: async (ctx, { body }) => ({ body: await check(ctx, body) }),
  }),
  call({
    ...base,
    call: `POST ${AT}/annulations`,
    title: 'Annuler un passage',
    text: 'Dans le quart d’heure, un passage compté en ligne par cette porte.',
    body: { json: z.strictObject({ seq }) },
    handle: async (ctx, { body }) => ({
      body: await asDoor(ctx, (tx, device) => undoUse(tx, device, body.seq)),
    }),
  }),
  call({
    ...base,
    call: `POST ${AT}/journal`,
    title: 'Remettre ce qu’une porte a fait seule',
    text: 'Les lignes de sa chaîne, dans l’ordre\u00a0; deux fois, c’est une fois. Ce qui a été accepté est prouvé par le texte montré.',
    body: { json: z.strictObject({ lines: z.array(line).max(MOST_LINES) }), most: 600_000 },
    answer: z.object({
      head,
      broken: z.number().nullable(),
      found: z.array(z.object({ seq: z.number(), found: z.string() })),
    }),
    handle: async (ctx, { body }) => ({
      body: await asDoor(ctx, (tx, device) => receiveLines(tx, device, body.lines as Line[])),
    }),
  }),
]
