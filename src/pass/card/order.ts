// What may be ordered for a pass, from whom, and what puts it into service: a code that is on the letter, typed by the person, or a hand at a
// desk. As the system: whoever calls has judged whose pass it is.
import { valueOf } from '#settings'
import type { Config } from '#platform/config.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { addDays, territory, todayThere } from '#territory'
import { tellCard } from '../life/supports.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { entitlementsOf } from '../record/entitlements.ts'
import {
  countTry,
  lastDays,
  type MadeAs,
  type Order,
  ordersOf,
  orderSupport,
  putInService,
} from '../record/orders.ts'
import type { Pass } from '../record/passes.ts'
import { partnerById, productsOn } from '../record/queries.ts'
import { sectorName } from '../record/sectors.ts'
import { toBase32 } from '../token/base32.ts'
import { readSpoken } from '../token/spoken.ts'
import { chipOf } from './chip.ts'
import { CARD_VALUES } from './settings.ts'

type Secret = Pick<Keys, 'config'>

/** Forty bits, five tries: what is on the letter. Made again of the support, kept nowhere. */
export const activationCode = ({ config }: Secret, supportId: number): string =>
  toBase32(keyedDigest(config.secret, 'pass card', String(supportId)).subarray(0, 5))

/** How it is chosen in a list. */
export interface Choosable {
  typed: string
  label: string
  hint: string
  madeAs: MadeAs
  of: { partnerId: number; sector: string; authorityId: number } | null
}

/** What may be ordered for a pass today. */
export async function orderable(
  tx: Read,
  { demo }: Pick<Config, 'demo'>,
  passId: number,
): Promise<Choosable[]> {
  const today = await todayThere(tx)
  const onPaper = new Set((await productsOn(tx, today)).flatMap((one) => (one.onPaper ? [one.id] : [])))
  const rights = (await entitlementsOf(tx, passId, today)).filter(
    ({ productId, since }) => onPaper.has(productId) && since <= today,
  )
  const pairs = new Map(rights.map((one) => [`${one.partnerId}:${one.sector}`, one]))
  const printed: Choosable[] = []
  for (const [pair, { partnerId, partner, sector }] of pairs) {
    const kept = await partnerById(tx, partnerId)
    if (kept === undefined) continue
    printed.push({
      ...{ typed: `printed:${pair}`, madeAs: 'printed', label: `Carte imprimée\u00a0: ${partner}` },
      hint: `${sectorName(sector)}\u00a0: un carré au dos, bon chez ce partenaire seul, un an.`,
      of: { partnerId, sector, authorityId: kept.authorityId },
    })
  }
  return [
    ...(chipOf({ demo }) === null
      ? []
      : [
          {
            ...{ typed: 'chip', madeAs: 'chip' as const, label: 'Carte à puce', of: null },
            hint: 'Chez tous les partenaires qui lisent les puces\u00a0; chacun y lit un numéro qui n’est qu’à lui. Cinq ans.',
          },
        ]),
    ...printed,
    ...(printed.length === 0
      ? []
      : [
          {
            ...{ typed: 'letter', madeAs: 'letter' as const, label: 'Papier, par la poste', of: null },
            hint: 'Un carré pour chaque partenaire qui accepte le papier. Un an.',
          },
        ]),
  ]
}

const isSame = (order: Order, { madeAs, of }: Choosable): boolean =>
  order.madeAs === madeAs &&
  order.partnerId === (of?.partnerId ?? null) &&
  order.sector === (of?.sector ?? null)

export interface Wanted {
  typed: string
  address: string
}

/**
 * @param by the agent, and their authority; null: the holder
 * @throws BadInput in words beside what is wrong
 */
export async function placeOrder(
  tools: { config: Pick<Config, 'demo'> },
  tx: Write,
  pass: Pick<Pass, 'id' | 'personId'>,
  { typed, address }: Wanted,
  by: { agentId: number; authorityId: number } | null,
): Promise<Choosable> {
  const chosen = (await orderable(tx, tools.config, pass.id)).find((one) => one.typed === typed)
  if (chosen === undefined) throw wrong('support', 'Choisissez dans la liste.')
  if (chosen.madeAs === 'letter' && address === '')
    throw wrong('address', 'Un papier par la poste demande une adresse.')
  if (address !== '' && (address.length < 10 || !/\d{5}/.test(address)))
    throw wrong('address', 'Écrivez l’adresse entière\u00a0: numéro, rue, code postal et commune.')
  await refuseAnother(tx, pass.id, chosen)
  const authorityId = chosen.of?.authorityId ?? by?.authorityId ?? (await territory(tx)).metropolis.id
  const values = await valueOf(tx, CARD_VALUES, { authorityId, unitId: null, serviceSlug: null })
  await orderSupport(tx, {
    ...{
      passId: pass.id,
      madeAs: chosen.madeAs,
      label: chosen.label.slice(0, 80),
      authorityId,
      of: chosen.of,
    },
    ...{ address: address === '' ? null : address, keepsValues: values === 'restent' },
    orderedBy: by?.agentId ?? null,
  })
  return chosen
}

const wrong = (at: 'support' | 'address' | 'code', message: string) => new BadInput([{ field: at, message }])

/** Days before its end from which another is ordered. */
const AHEAD = 60

async function refuseAnother(tx: Write, passId: number, chosen: Choosable): Promise<void> {
  const soon = addDays(await todayThere(tx), AHEAD)
  const own = (await ordersOf(tx, passId)).find((order) => isSame(order, chosen))
  if (own === undefined) return
  if (own.state === 'ordered') throw wrong('support', 'C’est déjà commandé, et en route.')
  if (own.expiresOn === null || own.expiresOn > soon)
    throw wrong('support', 'C’est déjà en service\u00a0: si c’est perdu ou abîmé, arrêtez-le d’abord.')
}

const OVER = 'Le code a été mal tapé cinq fois\u00a0: un guichet met ce support en service.'

/**
 * The person has it in hand. Each code is counted before it is judged: whoever calls keeps that even then.
 * @returns why not, in words; null when it is in service
 */
export async function activate(
  tools: Secret,
  tx: Write,
  { passId, supportId, code }: { passId: number; supportId: number; code: string },
): Promise<string | null> {
  const order = (await ordersOf(tx, passId)).find((one) => one.supportId === supportId)
  if (order === undefined || order.state !== 'ordered')
    throw new Conflict('C’est déjà en service, ou arrêté.')
  if (order.stage !== 'sent' && order.stage !== 'made')
    return 'Ce n’est pas encore fait\u00a0: le code vient avec la lettre.'
  const tries = await countTry(tx, supportId)
  if (tries === undefined) return OVER
  if (readSpoken(code) !== activationCode(tools, supportId))
    return tries >= 5
      ? OVER
      : 'Ce n’est pas le code de la lettre\u00a0: huit caractères, chiffres et lettres.'
  await putInService(tx, { id: supportId, passId, until: lastDays(await todayThere(tx), order.madeAs) })
  return null
}

export const tellOrdered = (tx: Write, writer: Writer, pass: Pick<Pass, 'id' | 'personId'>, label: string) =>
  tellCard(
    tx,
    writer,
    { passId: pass.id, personId: pass.personId, key: `ordered:${tx.now.getTime()}` },
    {
      title: `${label}\u00a0: c’est commandé`,
      text: 'Elle ou il n’ouvre rien avant d’être entre vos mains. Si vous n’avez rien demandé, arrêtez ce support dans «\u00a0Mon pass\u00a0».',
    },
  )
