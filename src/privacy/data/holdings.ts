// What the platform keeps about a person for all modules: mails written to them, and the journal of who opened their file.
import { personEmail } from '#people'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { incidentsOf } from '../incidents/queries.ts'
import { deleteMailsTo, mailsTo } from './queries.ts'
import { exportedEntry } from '../words/words.ts'

const mails: Holding = {
  id: 'platform.mail',
  processing: 'courriels',
  title: 'Les courriels que nous vous avons écrits',
  tables: ['platform.mail'],
  async held(tx, personId) {
    const email = await personEmail(tx, personId)
    const list = email === null ? [] : await mailsTo(tx, email)
    const rows = list.map(({ at, subject }) => ({ 'Écrit le': at, Objet: subject }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.at ?? null, rows }]
  },
  async erase(tx, personId) {
    const email = await personEmail(tx, personId)
    return email === null ? [] : wholly(null, await deleteMailsTo(tx, email))
  },
}

const journal: Holding = {
  id: 'platform.access_entry',
  until: 'access.delete',
  processing: 'journal-des-acces',
  title: 'Le journal de qui a ouvert votre dossier',
  tables: ['platform.access_entry', 'platform.access_anchor', 'privacy.incident'],
  async held(tx, personId) {
    const entries = await accessEntriesOf(tx, personId)
    const told = new Map((await incidentsOf(tx, personId)).map((one) => [one.entryId, one]))
    return [...new Set(entries.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const own = entries.filter((entry) => entry.authorityId === authorityId)
      return {
        authorityId,
        count: own.length,
        since: own[0]?.at ?? null,
        rows: own.map((entry) => exportedEntry(entry, told.get(entry.id))),
      }
    })
  },
  async erase(tx, personId) {
    return (await journal.held(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because: 'Le journal des accès reste, sans votre nom, comme preuve.',
    }))
  },
}

export const personal: readonly Holding[] = [mails, journal]
