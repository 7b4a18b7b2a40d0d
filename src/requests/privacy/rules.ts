// The rules of retention of requests, of what was begun and never sent, and of files that nothing holds.
import { draftsToRemind, lastDraftLink, linkedDraftsToRemind, noteReminded, purgeDrafts } from '#forms'
import { notify } from '#notices'
import { personEmail } from '#people'
import type { Write } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import { type RetentionRule, simple, type Sweeping } from '#platform/house/retention.ts'
import { catalogue, slugsOfProcessing } from '#services'
import { localDay, territory } from '#territory'
import { DRAFT } from '../tell/kinds.ts'
import { draftMail } from './mails.ts'
import { anonymiseRequests, forgetDrafts, forgetIdentity, forgetLooseFiles } from './retention.ts'

const DRAFTS = 'draft.delete'

async function remindDrafts(tx: Write, { before, most, writer, limitOf }: Sweeping): Promise<number> {
  const deleted = limitOf(DRAFTS)
  if (deleted === null) return 0
  const drafts = await draftsToRemind(tx, deleted, before, most)
  const { zone } = await territory(tx)
  for (const { id, personId, serviceSlug, updatedAt } of drafts) {
    const until = new Date(updatedAt.getTime() + (tx.now.getTime() - deleted.getTime()))
    const title = (await catalogue(tx)).service(serviceSlug)?.definition.title ?? 'Votre démarche'
    const day = localDay(until, zone)
    await notify(
      tx,
      DRAFT,
      { personId, address: await personEmail(tx, personId) },
      {
        key: `draft:${id}:${day}`,
        about: { kind: 'person', id: personId, href: '/brouillons' },
        detail: `${title}, le ${longDate(day)}`,
        origin: writer.origin,
        mail: draftMail(writer, { title, until: day }),
      },
    )
  }
  const linked = await linkedDraftsToRemind(tx, deleted, before, most)
  // Whoever has no account gets the way back in: the first link may be lost.
  for (const { id, sentTo } of linked) await lastDraftLink(tx, id, sentTo)
  const told = [...drafts, ...linked]
  await noteReminded(
    tx,
    told.map(({ id }) => id),
  )
  return told.length
}

export const retention: readonly RetentionRule[] = [
  { id: 'draft.remind', label: 'Rappel d’un brouillon qui va être effacé', sweep: remindDrafts },
  simple(
    DRAFTS,
    'Brouillons',
    async (tx, before, most) =>
      (await purgeDrafts(tx, before, most)) + (await forgetDrafts(tx, before, most)),
  ),
  {
    id: 'request.anonymise',
    label: 'Demandes closes',
    perEntry: true,
    sweep: async (tx, { before, most, entry }) =>
      anonymiseRequests(tx, await slugsOfProcessing(tx, entry), before, most),
  },
  {
    id: 'identity.delete',
    label: 'Pièces d’identité des demandes closes',
    perEntry: true,
    sweep: async (tx, { before, most, entry }) =>
      forgetIdentity(tx, await slugsOfProcessing(tx, entry), before, most),
  },
  simple('file.delete', 'Fichiers joints à rien', forgetLooseFiles),
]
