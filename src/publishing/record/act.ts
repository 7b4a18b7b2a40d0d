// What is done with a content: begun, written, proposed, sent back, published, read again, put away. Each act holds it as it was read, is
// its own right, and is told on it.
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import type { Act } from './access.ts'
import { CONTENT_SUBJECT, type ContentEvent } from './events.ts'
import { setReminded, urgentShown } from './queries.acknowledge.ts'
import { setOffers } from './queries.origin.ts'
import { editionOf, type Kept, type Text, writtenContent } from './queries.ts'
import {
  dropComing,
  endShown,
  goOnShowing,
  holdContent,
  insertContent,
  insertEdition,
  insertPublication,
  setArchived,
  setProposed,
  setReviewed,
  setRaised,
  setUnit,
  type Showing,
  type Where,
} from './queries.write.ts'

/**
 * The content, held until the transaction ends by whoever may do that to it.
 * @throws NotFound for whoever may not; Outdated when somebody changed it since it was read
 */
async function held(tx: Write, id: number, seen: number, act: Act): Promise<Kept> {
  const version = await holdContent(tx, id, act)
  const kept = version === undefined ? undefined : await writtenContent(tx, id)
  if (kept === undefined) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, CONTENT_SUBJECT, id))
  return kept
}

const tell = (tx: Write, name: ContentEvent, subjectId: number, payload: Record<string, unknown> = {}) =>
  emit(tx, { name, subjectKind: CONTENT_SUBJECT, subjectId, payload, isFirst: name === 'content.begun' })

/** @throws BadInput for what it cannot be asked as it stands */
function refuse(message: string): never {
  throw new BadInput([{ field: '', message }])
}

const ARCHIVED = 'Ce contenu est archivé\u00a0: sortez-le d’abord des archives.'

/** @returns its id; refused by PostgreSQL for a unit, or a space, of others */
export async function beginContent(tx: Write, where: Where, text: Text): Promise<number> {
  const id = await insertContent(tx, where)
  await insertEdition(tx, id, text)
  await tell(tx, 'content.begun', id, { edition: 1 })
  return id
}

/** Adds an edition; what is shown stays so. `restores`: the one it brings back. @throws as `held`; BadInput when it is archived */
export async function writeContent(
  tx: Write,
  id: number,
  seen: number,
  text: Text & { restores?: number },
  unitId?: number,
): Promise<void> {
  const kept = await held(tx, id, seen, 'write')
  if (kept.state === 'archived') refuse(ARCHIVED)
  await insertEdition(tx, id, text)
  if (unitId !== undefined && unitId !== kept.unitId) await setUnit(tx, id, unitId)
  const { restores } = text
  await tell(tx, 'content.written', id, {
    edition: kept.edition + 1,
    ...(restores === undefined ? {} : { restores }),
  })
}

/** Brings back an edition: as a new one. @throws as `writeContent`; NotFound */
export async function restoreEdition(tx: Write, id: number, seen: number, n: number): Promise<void> {
  const edition = await editionOf(tx, id, n)
  if (edition === undefined) throw new NotFound()
  const { typeVersion, title, summary, theme, about, fields, picture, documents } = edition
  await writeContent(tx, id, seen, {
    typeVersion,
    title,
    summary,
    theme,
    about,
    fields,
    picture,
    documents,
    restores: n,
  })
}

/** Its last edition waits for whoever publishes; `word`: to them. @throws as `held`; BadInput when it waits already */
export async function propose(tx: Write, id: number, seen: number, word: string): Promise<void> {
  const { state, edition, shown } = await held(tx, id, seen, 'propose')
  if (state === 'archived') refuse(ARCHIVED)
  if (state === 'proposed') refuse('Ce contenu est déjà proposé.')
  if (shown?.edition === edition)
    refuse('Cette version est déjà en ligne\u00a0: changez le texte, puis proposez-le.')
  await setProposed(tx, id, true, null)
  await tell(tx, 'content.proposed', id, { edition, word })
}

/**
 * Its last edition waits for whoever publishes for the authority, who may show it beyond its space; `word`: to them. By whoever moderates the
 * space, or proposes where nobody does. @throws as `held`; BadInput for what no space decides of
 */
export async function raise(tx: Write, id: number, seen: number, word: string): Promise<void> {
  const { state, edition, decidedIn } = await held(tx, id, seen, 'propose')
  if (state === 'archived') refuse(ARCHIVED)
  if (decidedIn === null) refuse('Qui publie pour la collectivité en décide déjà\u00a0: proposez-le.')
  await setRaised(tx, id)
  await tell(tx, 'content.raised', id, { edition, word })
}

/** It waits no more, by whoever proposed it. @throws as `held` */
export async function takeBack(tx: Write, id: number, seen: number): Promise<void> {
  const { state } = await held(tx, id, seen, 'propose')
  if (state !== 'proposed') refuse('Ce contenu n’est pas proposé.')
  await setProposed(tx, id, false, null)
  await tell(tx, 'content.taken_back', id)
}

/** It is sent back to whoever proposed it, with why. @throws as `held` */
export async function sendBack(tx: Write, id: number, seen: number, because: string): Promise<void> {
  const { state, edition } = await held(tx, id, seen, 'decide')
  if (state !== 'proposed') refuse('Ce contenu n’est pas proposé.')
  // Told first: it may be its space’s again at once, and out of sight.
  await tell(tx, 'content.refused', id, { edition, because })
  await setProposed(tx, id, false, because)
}

/** To whom, from when, until when its last edition is shown. */
export type Published = Omit<Showing, 'contentId' | 'edition'>

/** Its last edition is shown, from now on or from that day; what is shown stays so until then. @throws as `held` */
export async function publish(tx: Write, id: number, seen: number, published: Published): Promise<void> {
  const { state, edition } = await held(tx, id, seen, 'decide')
  if (state === 'archived') refuse(ARCHIVED)
  const { startsAt, endsAt } = published
  await dropComing(tx, id)
  await endShown(tx, id, startsAt)
  await insertPublication(tx, { contentId: id, edition, ...published })
  const { audienceId } = published
  await tell(tx, 'content.published', id, { edition, audienceId, startsAt: startsAt.toISOString() })
  await setArchived(tx, id, endsAt)
}

/** What was to be shown later is not; what is shown goes on. @throws as `held` */
export async function unschedule(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen, 'decide')
  if (!(await dropComing(tx, id))) refuse('Rien n’est à venir.')
  await goOnShowing(tx, id)
  await tell(tx, 'content.unscheduled', id)
}

/** What is shown was read again, and is still right; on that day it is to be again. @throws as `held` */
export async function review(tx: Write, id: number, seen: number, reviewOn: string): Promise<void> {
  const { shown } = await held(tx, id, seen, 'decide')
  if (shown === null) refuse('Rien n’est en ligne.')
  await setReviewed(tx, id, reviewOn)
  await tell(tx, 'content.reviewed', id, { reviewOn })
}

/** Nobody reads it any more; it is kept. `because`: of what nobody decided. @throws as `held` */
export async function archive(tx: Write, id: number, seen: number, because?: string): Promise<void> {
  const { state } = await held(tx, id, seen, 'decide')
  if (state === 'archived') refuse('Ce contenu est déjà archivé.')
  await dropComing(tx, id)
  await endShown(tx, id, tx.now)
  await tell(tx, 'content.archived', id, because === undefined ? {} : { because })
  await setArchived(tx, id, tx.now)
}

/** A draft again, shown to nobody yet. @throws as `held` */
export async function reopen(tx: Write, id: number, seen: number): Promise<void> {
  const { state } = await held(tx, id, seen, 'decide')
  if (state !== 'archived') refuse('Ce contenu n’est pas archivé.')
  await setArchived(tx, id, null)
  await tell(tx, 'content.reopened', id)
}

/** Those authorities may take up what is shown of it to some only; none: nobody. `said`: their names. @throws as `held`; BadInput when its space decides of it */
export async function offer(
  tx: Write,
  id: number,
  seen: number,
  to: { authorityIds: readonly number[]; said: string },
): Promise<void> {
  const { unitId, decidedIn } = await held(tx, id, seen, 'decide')
  if (decidedIn !== null) refuse('Il est à son espace\u00a0: demandez d’abord un public plus large.')
  await setOffers(tx, id, to.authorityIds)
  await setUnit(tx, id, unitId)
  await tell(tx, 'content.offered', id, { word: to.said })
}

/** Those of its audience who have not said that they have read it are reminded, once. @throws as `held`; BadInput when nothing is urgent, or they were */
export async function remind(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen, 'decide')
  const urgent = await urgentShown(tx, id)
  if (urgent === null) refuse('Rien d’urgent n’est en ligne.')
  if (urgent.remindedAt !== null) refuse('Le rappel est déjà parti\u00a0: il ne part qu’une fois.')
  await setReminded(tx, urgent.id)
  await tell(tx, 'content.reminded', id, { publicationId: urgent.id })
}
