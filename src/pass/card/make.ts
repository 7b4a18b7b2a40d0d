// What whoever makes cards does: puts what waits on a list, takes its file, says when it is made and sent. Names, addresses and what is written
// on chips are in the file alone, each time that it is taken is in the journal of each person. Judged under the eyes of whoever acts, then done
// by the system.
import { recordAccess } from '#platform/ledger/audit.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Config } from '#platform/config.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { personName } from '#people'
import { todayThere } from '#territory'
import { issueTokens } from '../issue/tokens.ts'
import { tellCard } from '../life/supports.ts'
import { drawNumbers, givePlaces } from '../record/cards.ts'
import {
  type Batch,
  batches,
  forgetAddresses,
  lastDays,
  type Listed,
  listedIn,
  listOrders,
  type MadeAs,
  putInService,
  stepBatch,
} from '../record/orders.ts'
import { spokenGroups } from '../token/spoken.ts'
import { printed } from '../token/present.ts'
import { type Chip, chipOf } from './chip.ts'
import { activationCode } from './order.ts'

/** Of a list: what is drawn at once, and a morning holds. */
const MOST = 100

/** One that whoever acts makes, by the policies. @throws NotFound */
export async function ownBatch(tx: Read, id: string | undefined): Promise<Batch> {
  const found = (await batches(tx)).find((batch) => String(batch.id) === id)
  if (found === undefined) throw new NotFound()
  return found
}

/** @returns its id; undefined when nothing waits */
export async function makeList(
  tx: Write,
  of: { authorityId: number; madeAs: MadeAs; by: number | null },
): Promise<number | undefined> {
  const id = await listOrders(tx, of, MOST)
  if (id === undefined) return undefined
  if (of.madeAs === 'chip') {
    await givePlaces(tx)
    for (const { supportId } of await listedIn(tx, id)) await drawNumbers(tx, supportId)
  }
  return id
}

/** Each person reads that their name was taken out. */
export async function noteTaken(
  tx: Write,
  { actor }: Read,
  batch: Batch,
  listed: readonly Listed[],
): Promise<void> {
  for (const { personId, label } of listed)
    await recordAccess(tx, {
      ...{ personId, kind: 'pass', purpose: 'pass', role: 'admin' },
      ...{ actorId: actor.personId, authorityId: batch.authorityId },
      object: `Pass\u00a0: a sorti votre nom et votre adresse pour fabriquer «\u00a0${label}\u00a0»`,
    })
}

interface Tools {
  config: Pick<Config, 'secret' | 'demo'>
}

/** What is drawn in the square of a printed card: good at that partner alone, dead with that card alone. */
async function squareOf(
  tools: Tools,
  tx: Write,
  { passId, supportId, partnerId, sector }: Listed,
): Promise<string> {
  if (partnerId === null || sector === null) return ''
  const [token] = await issueTokens(tools, tx, { passId, partnerId, sector, supportId }, 'paper')
  return token === undefined ? '' : printed(token)
}

async function lineOf(tools: Tools, tx: Write, one: Listed, chip: Chip | null): Promise<string[]> {
  const name = (await personName(tx, one.personId)) ?? ''
  const code = spokenGroups(activationCode(tools, one.supportId))
  const own =
    one.madeAs === 'chip'
      ? Buffer.from(chip?.encode(await drawNumbers(tx, one.supportId)) ?? [])
          .toString('hex')
          .toUpperCase()
      : await squareOf(tools, tx, one)
  return [name, one.address ?? 'À remettre au guichet', code, one.partner ?? '', own]
}

/** For the card-maker: a line each. What nothing opens any more has an empty square, and is not made. */
export async function fileOf(tools: Tools, tx: Write, reader: Read, batch: Batch): Promise<string> {
  const listed = await listedIn(tx, batch.id)
  await noteTaken(tx, reader, batch, listed)
  const chip = chipOf(tools.config)
  const lines: string[][] = []
  for (const one of listed) lines.push(await lineOf(tools, tx, one, chip))
  const own = batch.madeAs === 'chip' ? 'Puce (hexadécimal)' : 'Carré'
  return csvOf([
    ['Nom sur la lettre', 'Adresse', 'Code de mise en service', 'Partenaire imprimé', own],
    ...lines,
  ])
}

const SAID = {
  made: (label: string) => ({
    title: `${label}\u00a0: c’est fait`,
    text: 'Ce support vous est envoyé, ou vous attend au guichet. Mettez-le en service dans «\u00a0Mon pass\u00a0», avec le code de la lettre.',
  }),
  sent: (label: string) => ({
    title: `${label}\u00a0: c’est parti`,
    text: 'Comptez quelques jours. Si rien n’arrive, arrêtez ce support dans «\u00a0Mon pass\u00a0»\u00a0: personne ne peut s’en servir.',
  }),
} as const

/** Said of the whole list, and to each holder. @throws Conflict when it was already */
export async function markList(
  tx: Write,
  writer: Writer,
  batch: Batch,
  step: 'made' | 'sent',
): Promise<void> {
  if (!(await stepBatch(tx, batch.id, step)))
    throw new Conflict('Cette liste a changé entre-temps\u00a0: relisez la page.')
  const listed = await listedIn(tx, batch.id)
  for (const { supportId, passId, personId, label } of listed)
    await tellCard(tx, writer, { passId, personId, key: `${step}:${supportId}` }, SAID[step](label))
  if (step === 'made') return
  await forgetAddresses(tx, batch.id)
  if (batch.madeAs !== 'letter') return
  // Papers serve from the day that they leave: what they open is worth little, and a door asks first.
  const until = lastDays(await todayThere(tx), 'letter')
  for (const { supportId, passId } of listed) await putInService(tx, { id: supportId, passId, until })
}
