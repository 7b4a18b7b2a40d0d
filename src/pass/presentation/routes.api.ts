// A right shown by a wallet at a door (OpenID4VP 1.0): asked by the door, read and answered by the wallet, told to the door alone.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { type Call, type CallContext, call, type Told } from '#platform/api/call.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { MINUTE } from '#platform/limits/limits.ts'
import { networkOf, throttle } from '#platform/limits/throttle.ts'
import { WALLET, WalletError } from '../credential/dialect.ts'
import { asDoor, AT as DOOR_AT, seq, told } from '../door/routes.api.ts'
import type { Device } from '../door/device.ts'
import { namedKeys } from '../issue/issuer.ts'
import { askFor, endAsking, requestFor, takeAnswer, toldTo } from './ask.ts'
import { didOf, PATHS } from './words.ts'

export const SHOW_LIMITS = { walletShown: { limit: 600, windowSeconds: MINUTE } } as const

const door = { face: 'api', by: ['door'], action: 'pass.check' } as const
const wallet = { face: 'api', action: 'pass.carry', dialect: WALLET, own: true } as const

const slowed = (ctx: CallContext) =>
  throttle(ctx, `pass:walletShown:${networkOf(ctx.ip)}`, SHOW_LIMITS.walletShown)

const json = (body: unknown, headers: Record<string, string> = {}): Told<unknown> => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
})

/** Keys by which requests are believed (did:web). */
async function document(ctx: CallContext): Promise<Told<unknown>> {
  const id = didOf(ctx.config.publicUrl)
  const named = await ctx.db.read(system, namedKeys)
  const methods = await Promise.all(
    [...named].map(async ([kid, key]) => {
      const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key)
      return {
        id: `${id}#${kid}`,
        type: 'JsonWebKey2020',
        controller: id,
        publicKeyJwk: { kty, crv, x, y, kid },
      }
    }),
  )
  const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1']
  const body = {
    '@context': context,
    id,
    verificationMethod: methods,
    assertionMethod: methods.map((one) => one.id),
  }
  return json(body, { 'cache-control': 'public, max-age=300' })
}

async function read(ctx: CallContext): Promise<Told<unknown>> {
  await slowed(ctx)
  const request = await ctx.db.write(system, (tx) => requestFor(ctx, tx, ctx.params.demande ?? ''))
  if (request === null) throw new NotFound()
  return { body: request, headers: { 'content-type': 'application/oauth-authz-req+jwt' } }
}

async function answer(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  await slowed(ctx)
  const form = new URLSearchParams((body as Buffer).toString('utf8'))
  const [secret, given] = [form.get('state'), form.get('vp_token')]
  if (secret === null || given === null)
    throw new WalletError('invalid_request', 'Il faut vp_token et state.')
  await ctx.db.write(system, (tx) => takeAnswer(ctx, tx, { secret, answer: given }))
  return json({})
}

/** @throws NotFound for a line of which that door asked nothing */
async function ofLine<T>(
  ctx: CallContext,
  work: (tx: Write, device: Device, seq: number) => Promise<T | undefined>,
): Promise<T> {
  const line = seq.safeParse(Number(ctx.params.ligne))
  const found = line.success ? await asDoor(ctx, (tx, device) => work(tx, device, line.data)) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

const asked = z.strictObject({ seq, cents: z.int().min(1).max(1_000_000).nullable() })

export const showCalls: readonly Call[] = [
  call({
    ...door,
    call: `POST ${DOOR_AT}/presentations`,
    title: 'Demander à un portefeuille',
    text: 'Un lien, à montrer en carré\u00a0: le portefeuille du titulaire y répond dans les deux minutes (OpenID4VP).',
    body: { json: asked },
    answer: z.object({ link: z.string(), until: z.date() }),
    status: 201,
    handle: async (ctx, { body }) => ({
      body: await asDoor(ctx, (tx, device) => askFor(ctx, tx, device, body)),
    }),
  }),
  call({
    ...door,
    call: `GET ${DOOR_AT}/presentations/:ligne`,
    title: 'Ce qu’un portefeuille a répondu',
    text: 'Comme un contrôle\u00a0: ce qui est ouvert, jamais un nom\u00a0; rien tant qu’il n’a pas répondu.',
    answer: z.object({ told: told.nullable(), until: z.date() }),
    handle: async (ctx) => ({ body: await ofLine(ctx, toldTo) }),
  }),
  call({
    ...door,
    call: `DELETE ${DOOR_AT}/presentations/:ligne`,
    title: 'Ne plus attendre un portefeuille',
    text: 'Aucune réponse n’est plus prise. Dit celle qui serait venue entre-temps\u00a0: elle compte.',
    answer: z.object({ told: told.nullable() }),
    handle: async (ctx) => ({ body: await ofLine(ctx, endAsking) }),
  }),
  call({
    ...wallet,
    call: `GET ${PATHS.did}`,
    title: 'Clés de qui demande',
    text: 'Document did:web.',
    handle: document,
  }),
  call({
    ...wallet,
    call: `GET ${PATHS.asked}`,
    title: 'Ce qu’une porte demande',
    text: 'Demande signée (RFC 9101).',
    handle: read,
  }),
  call({
    ...wallet,
    call: `POST ${PATHS.answers}`,
    title: 'Répondre à une porte',
    text: 'Une copie, liée à la demande\u00a0: une fois.',
    body: { bytes: ['application/x-www-form-urlencoded'], most: 16 * 1024 },
    handle: (ctx, { body }) => answer(ctx, body),
  }),
]
