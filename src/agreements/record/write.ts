// Writing an agreement while it is a draft: begun, changed, given up. What was voted is changed by an amendment alone.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { longDate, number } from '#platform/ui/french.ts'
import { type Day, localDay, territory, lastWriter } from '#territory'
import { yearOf } from '../life/life.ts'
import { discountFault } from '../price/discount.ts'
import { access } from './access.ts'
import { note } from './events.ts'
import {
  type AgreementRow,
  agreementRows,
  deleteAgreement,
  gridRows,
  insertAgreement,
  insertPopulation,
  lockAgreement,
  madeOn,
  type Population,
  populationRows,
  raiseVersion,
  setBilling,
  type Terms,
  updateAgreement,
} from './queries.ts'

const GONE = 'Cette convention n’existe pas, ou n’est pas celle de votre commune.'

/** One agreement, for whoever may read it. @throws NotFound */
export async function agreement(tx: Read, id: number): Promise<AgreementRow> {
  const [row] = Number.isSafeInteger(id) ? await agreementRows(tx, access['agreement.read'], { id }) : []
  if (row === undefined) throw new NotFound(GONE)
  return row
}

export const agreements = (tx: Read, authorityId?: number): Promise<AgreementRow[]> =>
  agreementRows(tx, access['agreement.read'], authorityId === undefined ? {} : { authorityId })

export const todayOf = async (tx: Read): Promise<Day> => localDay(tx.now, (await territory(tx)).zone)

/**
 * Holds an agreement to change it, as it was shown.
 * @param version of what was shown; 0: whatever it is
 * @throws NotFound, or Outdated when somebody was faster
 */
export async function holdAgreement(tx: Write, id: number, version = 0): Promise<AgreementRow> {
  const held = Number.isSafeInteger(id) ? await lockAgreement(tx, access['agreement.write'], id) : undefined
  if (held === undefined) throw new NotFound(GONE)
  if (version !== 0 && version !== held) throw new Outdated(await lastWriter(tx, 'agreement', id))
  await raiseVersion(tx, id)
  return agreement(tx, id)
}

/** What is said of the inhabitants in the form: the figure, what it counts, and the decree. */
export type SaidPopulation = Omit<Population, 'id' | 'authorityId' | 'since'>

/** Of the commune as which merger made it, when nothing else is said: what a decree counts holds from the first of January that follows. */
const madeFor = (tx: Read, authorityId: number, { decreeOn }: SaidPopulation): Promise<Day | null> =>
  madeOn(tx, authorityId, `${yearOf(decreeOn) + 1}-01-01`)

/** A decree counts once it is made, and counts years that are past. @throws BadInput beside what cannot be */
export async function refuseUndecreed(
  tx: Read,
  { decreeOn, year }: Pick<SaidPopulation, 'decreeOn' | 'year'>,
): Promise<void> {
  if (decreeOn > (await todayOf(tx)))
    throw new BadInput([
      {
        field: 'decreeOn',
        message: 'Ce jour n’est pas encore venu\u00a0: une population se note une fois son décret pris.',
      },
    ])
  if (year > yearOf(decreeOn))
    throw new BadInput([
      { field: 'year', message: `Un décret de ${yearOf(decreeOn)} n’authentifie pas un millésime à venir.` },
    ])
}

/** That population of the commune as made that day, when it is known already. @throws BadInput when a decree says another figure, or cannot be */
export async function knownPopulation(
  tx: Read,
  authorityId: number,
  said: SaidPopulation & Pick<Population, 'since'>,
): Promise<Population | undefined> {
  await refuseUndecreed(tx, said)
  const known = (await populationRows(tx, authorityId)).find(
    ({ kind, year, since }) => kind === said.kind && year === said.year && since === said.since,
  )
  if (known !== undefined && known.figure !== said.figure)
    throw new BadInput([
      {
        field: 'figure',
        message: `Le décret du ${longDate(known.decreeOn)} dit ${number(known.figure)} habitants pour ${known.year}\u00a0: ce chiffre ne se change pas.`,
      },
    ])
  return known
}

/**
 * The row of that population: known already, or recorded.
 * @param merged the day of the merger that makes the commune, when it is being noted
 * @throws BadInput when a decree says another figure
 */
export async function populationOf(
  tx: Write,
  authorityId: number,
  said: SaidPopulation,
  merged?: Day,
): Promise<number> {
  const whole = { ...said, since: merged ?? (await madeFor(tx, authorityId, said)) }
  const known = await knownPopulation(tx, authorityId, whole)
  return known?.id ?? insertPopulation(tx, { ...whole, authorityId })
}

/** What a form of an agreement says. */
export type Written = Omit<Terms, 'populationId'> & { population: SaidPopulation }

const DAYS = 'agreement_days'
const DISCOUNT = 'agreement_discount'

/** What the database refuses, beside the field. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === DAYS)
      throw new BadInput([
        {
          field: 'startsOn',
          message: 'Cette commune a déjà une convention à ces dates\u00a0: une seule vaut à la fois.',
        },
      ])
    if (constraint === DISCOUNT)
      throw new BadInput([
        {
          field: 'discountPercent',
          message: 'Cette commune a déjà eu sa remise\u00a0: elle ne sert qu’une fois.',
        },
      ])
    throw error
  }
}

async function refuseWritten(tx: Read, { startsOn, endsOn, discount, ...said }: Written): Promise<void> {
  if (endsOn <= startsOn)
    throw new BadInput([{ field: 'endsOn', message: 'La convention finit après avoir commencé.' }])
  if (discount !== null && discount.year !== yearOf(startsOn))
    throw new BadInput([
      { field: 'discountPercent', message: 'La remise vaut pour la première année, et ne se reporte pas.' },
    ])
  const grid = (await gridRows(tx)).find(({ id }) => id === said.gridId)
  if (grid === undefined) throw new BadInput([{ field: 'grid', message: 'Choisissez une grille.' }])
  const fault = discount && discountFault(grid, { ...discount, authorityId: said.authorityId })
  if (fault !== null) throw new BadInput([{ field: 'discountPercent', message: fault }])
}

/** Begins an agreement. @returns its id */
export async function begin(tx: Write, written: Written): Promise<number> {
  await refuseWritten(tx, written)
  const populationId = await populationOf(tx, written.authorityId, written.population)
  const year = yearOf(await todayOf(tx))
  const before = (await agreements(tx, written.authorityId)).at(-1)
  const { id, number } = await refusing(() => insertAgreement(tx, { ...written, populationId }, year))
  // The next one is billed as the one before.
  if (before !== undefined) await setBilling(tx, id, before)
  await note(tx, id, 'agreement.begun', { number })
  return id
}

/** Changes a draft. @throws Conflict once it was voted */
export async function change(tx: Write, id: number, version: number, written: Written): Promise<void> {
  const row = await holdAgreement(tx, id, version)
  refuseVoted(row)
  await refuseWritten(tx, written)
  const populationId = await populationOf(tx, row.authorityId, written.population)
  await refusing(() => updateAgreement(tx, id, { ...written, authorityId: row.authorityId, populationId }))
  await note(tx, id, 'agreement.changed')
}

export const isDraft = ({ deeds }: AgreementRow): boolean => deeds[0]?.state === 'draft'

/** @throws Conflict once it was voted */
function refuseVoted(row: AgreementRow): void {
  if (!isDraft(row))
    throw new Conflict(
      'Cette convention a été votée\u00a0: son texte ne change plus. Proposez un avenant, qui sera voté à son tour.',
    )
}

/** Gives a draft up: nothing stays of it. */
export async function giveUp(tx: Write, id: number): Promise<void> {
  refuseVoted(await holdAgreement(tx, id))
  await deleteAgreement(tx, id)
}
