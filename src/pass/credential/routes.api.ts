// What wallets call (OpenID4VCI 1.0): who issues, a token for an offer, a number to sign, copies. No cookie, no person: what comes is judged.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { type Call, type CallContext, call, type Told } from '#platform/api/call.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { HOUR, MINUTE } from '#platform/limits/limits.ts'
import { networkOf, throttle } from '#platform/limits/throttle.ts'
import { territory } from '#territory'
import { namedKeys } from '../issue/issuer.ts'
import { signedStates } from '../issue/lists.ts'
import { takeCode } from './code.ts'
import { formOf, told, WALLET, WalletError } from './dialect.ts'
import { giveCopies } from './give.ts'
import { issuerMetadata, serverMetadata, typeMetadata } from './metadata.ts'
import { drawNonce } from './nonce.ts'
import { offeredBy, takeOffer } from './offer.ts'
import {
  addresses,
  AT,
  CONFIGURATION,
  DETAILS_TYPE,
  IDENTIFIER,
  MOST_COPIES,
  PATHS,
  PRE_AUTHORIZED,
  SCOPE,
} from './words.ts'

export const WALLET_LIMITS = {
  walletTake: { limit: 60, windowSeconds: HOUR },
  walletCopies: { limit: 300, windowSeconds: HOUR },
  walletReads: { limit: 600, windowSeconds: MINUTE },
} as const

export const base = { face: 'api', action: 'pass.carry', dialect: WALLET, own: true } as const
const KEPT = { 'cache-control': 'public, max-age=300' }

export const slowed = (ctx: CallContext, limit: keyof typeof WALLET_LIMITS) =>
  throttle(ctx, `pass:${limit}:${networkOf(ctx.ip)}`, WALLET_LIMITS[limit])

async function takeOffered(ctx: CallContext, form: URLSearchParams) {
  const [code, pin] = [form.get('pre-authorized_code'), form.get('tx_code')]
  if (code === null || pin === null)
    throw new WalletError(
      'invalid_request',
      'Il faut pre-authorized_code, et le numéro de la page dans tx_code.',
    )
  const taken = await ctx.db.write(system, (tx) => takeOffer(ctx, tx, { code, pin }))
  if (taken === null)
    throw new WalletError(
      'invalid_grant',
      'Cette offre a déjà servi, n’est plus bonne, ou le numéro n’est pas celui de la page.',
    )
  return { ...taken, more: {} }
}

/** What authorization details gave is said with the token, and asked for by that name (OpenID4VCI 1.0, 6.2). */
const DETAILS = [
  {
    type: DETAILS_TYPE,
    credential_configuration_id: CONFIGURATION,
    credential_identifiers: [IDENTIFIER],
  },
]

async function takeAgreed(ctx: CallContext, form: URLSearchParams) {
  const [code, clientId] = [form.get('code'), form.get('client_id')]
  const [returnTo, verifier] = [form.get('redirect_uri'), form.get('code_verifier')]
  if (code === null || clientId === null || returnTo === null || verifier === null)
    throw new WalletError('invalid_request', 'Il faut code, client_id, redirect_uri et code_verifier.')
  const taken = await ctx.db.write(system, (tx) => takeCode(tx, { code, clientId, returnTo, verifier }))
  if (taken === null)
    throw new WalletError(
      'invalid_grant',
      'Ce code a déjà servi, n’est plus bon, ou n’a pas été donné à ce portefeuille.',
    )
  return { ...taken, more: taken.isDetailed ? { authorization_details: DETAILS } : { scope: SCOPE } }
}

const GRANTS: Readonly<
  Record<string, (ctx: CallContext, form: URLSearchParams) => ReturnType<typeof takeOffered>>
> = { [PRE_AUTHORIZED]: takeOffered, authorization_code: takeAgreed }

async function takeToken(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  await slowed(ctx, 'walletTake')
  const form = formOf(body)
  const take = GRANTS[form.get('grant_type') ?? '']
  if (take === undefined)
    throw new WalletError('unsupported_grant_type', `Il faut authorization_code ou ${PRE_AUTHORIZED}.`)
  const { token, seconds, more } = await take(ctx, form)
  return told({ access_token: token, token_type: 'Bearer', expires_in: seconds, ...more })
}

const proof = z.string().max(2000)
const wanted = z.object({
  credential_configuration_id: z.string().max(100).optional(),
  credential_identifier: z.string().max(100).optional(),
  proofs: z.object({ jwt: z.array(proof).min(1).max(MOST_COPIES) }),
})

const NOT_TAKEN = 'Ce jeton ne donne plus rien\u00a0: refaites un ajout depuis la page du pass.'

async function takeCopies(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  await slowed(ctx, 'walletCopies')
  const [, token] = /^Bearer ([\w-]{43})$/i.exec(ctx.header('authorization') ?? '') ?? []
  if (token === undefined) throw new Unauthenticated(NOT_TAKEN)
  const asked = wanted.safeParse(body)
  if (!asked.success)
    throw new WalletError(
      'invalid_credential_request',
      `Il faut credential_configuration_id, et de 1 à ${MOST_COPIES} preuves dans proofs.jwt.`,
    )
  const { credential_configuration_id: id, credential_identifier: named, proofs } = asked.data
  if ((id === undefined) === (named === undefined))
    throw new WalletError(
      'invalid_credential_request',
      'Il faut credential_configuration_id, ou credential_identifier.',
    )
  if ((id ?? CONFIGURATION) !== CONFIGURATION)
    throw new WalletError('unknown_credential_configuration', `Il n’y a que ${CONFIGURATION}.`)
  if ((named ?? IDENTIFIER) !== IDENTIFIER)
    throw new WalletError('unknown_credential_identifier', `Il n’y a que ${IDENTIFIER}.`)
  const copies = await ctx.db.write(system, (tx) => giveCopies(ctx, tx, { token, proofs: proofs.jwt }))
  if (copies === null) throw new Unauthenticated(NOT_TAKEN)
  return told({ credentials: copies.map((credential) => ({ credential })) })
}

async function offered(ctx: CallContext): Promise<Told<unknown>> {
  await slowed(ctx, 'walletReads')
  const { publicUrl } = ctx.config
  const offer = await ctx.db.read(system, (tx) => offeredBy(tx, publicUrl, ctx.params.offre ?? ''))
  if (offer === null) throw new NotFound()
  return told(offer)
}

async function states(ctx: CallContext): Promise<Told<unknown>> {
  await slowed(ctx, 'walletReads')
  const sector = ctx.params.secteur ?? ''
  if (!/^[a-z][a-z-]{0,30}$/.test(sector)) throw new NotFound()
  const uri = addresses(ctx.config.publicUrl).states(sector)
  const list = await ctx.db.write(system, (tx) => signedStates(ctx, tx, { uri, sector }))
  if (list === null) throw new NotFound()
  return {
    body: Buffer.from(list),
    headers: { 'content-type': 'application/statuslist+jwt', 'cache-control': 'public, max-age=60' },
  }
}

async function keys(ctx: CallContext): Promise<Told<unknown>> {
  const named = await ctx.db.read(system, namedKeys)
  const jwks = await Promise.all(
    [...named].map(async ([kid, key]) => {
      const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key)
      return { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }
    }),
  )
  return told({ issuer: addresses(ctx.config.publicUrl).issuer, jwks: { keys: jwks } }, KEPT)
}

const read = (path: string, title: string, handle: (ctx: CallContext) => Promise<Told<unknown>>) =>
  call({
    ...base,
    call: `GET ${path}` as Call['call'],
    title,
    text: 'Lu par les portefeuilles et par qui contrôle.',
    handle,
  })

export const walletCalls: readonly Call[] = [
  read(PATHS.issuer, 'Ce que le pass donne aux portefeuilles', async (ctx) => {
    const { metropolis } = await ctx.db.read(ctx.actor, territory)
    return told(issuerMetadata(ctx.config.publicUrl, metropolis.name), KEPT)
  }),
  read(PATHS.server, 'Où un portefeuille prend un jeton', async ({ config }) =>
    told(serverMetadata(config.publicUrl), KEPT),
  ),
  read(PATHS.keys, 'Clés par lesquelles une copie est crue', keys),
  read(PATHS.type, 'Ce que disent les mots d’une copie', async ({ config }) =>
    told(typeMetadata(config.publicUrl), KEPT),
  ),
  read(`${AT}/offres/:offre`, 'Ce qui est offert à un portefeuille', offered),
  read(PATHS.states, 'Ce qui est arrêté dans un secteur', states),
  call({
    ...base,
    call: `POST ${AT}/jeton`,
    title: 'Prendre un jeton',
    text: 'Code de l’offre et numéro de la page, ou code donné par le titulaire et secret du portefeuille, contre un jeton de dix minutes. Une fois.',
    body: { bytes: ['application/x-www-form-urlencoded'], most: 4096 },
    handle: (ctx, { body }) => takeToken(ctx, body),
  }),
  call({
    ...base,
    call: `POST ${AT}/preuve`,
    title: 'Un nombre à signer',
    text: 'De chaque clé qui portera une copie. Sert une fois.',
    handle: async (ctx) => told({ c_nonce: drawNonce(ctx, ctx.db.clock()) }),
  }),
  call({
    ...base,
    call: `POST ${AT}/copies`,
    title: 'Prendre des copies',
    text: 'Une pour chaque clé prouvée.',
    body: { json: z.unknown(), most: 64 * 1024 },
    handle: (ctx, { body }) => takeCopies(ctx, body),
  }),
]
