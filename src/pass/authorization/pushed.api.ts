// Where a wallet leaves its request beforehand, so that nothing of it passes by the browser (RFC 9126). It knows itself by its name alone: what
// it gets is a name for what it said, which opens nothing.
import { type Call, type CallContext, call, type Told } from '#platform/api/call.ts'
import { formOf, told, WalletError } from '../credential/dialect.ts'
import { base, slowed } from '../credential/routes.api.ts'
import { PUSHED } from '../credential/words.ts'
import { ASKED_SECONDS, judge, pushedUri } from './request.ts'

async function push(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  await slowed(ctx, 'walletTake')
  const said = new Map(formOf(body))
  if (said.has('request_uri')) throw new WalletError('invalid_request', 'request_uri ne se dépose pas.')
  const { publicUrl, secret } = ctx.config
  const judged = await ctx.db.read(ctx.actor, (tx) => judge(tx, publicUrl, said))
  if (judged === null)
    throw new WalletError('invalid_client', 'Ce portefeuille n’est pas connu, ou pas à cette adresse.')
  if ('word' in judged) throw new WalletError(judged.word, judged.why)
  return told(
    { request_uri: pushedUri(secret, judged.asking, ctx.db.clock()), expires_in: ASKED_SECONDS },
    {},
    201,
  )
}

export const pushedCalls: readonly Call[] = [
  call({
    ...base,
    call: `POST ${PUSHED}`,
    title: 'Déposer une demande au titulaire',
    text: 'Avant de l’envoyer l’accepter. Bonne dix minutes.',
    body: { bytes: ['application/x-www-form-urlencoded'], most: 4096 },
    handle: (ctx, { body }) => push(ctx, body),
  }),
]
