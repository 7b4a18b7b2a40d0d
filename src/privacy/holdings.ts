// Everything the program holds about a person: each module's own (Module.personal), and what the platform keeps for all.
import { mandates } from '#mandates'
import { people, personEmail } from '#people'
import { signin } from '#signin'
import { files } from '#files'
import { forms } from '#forms'
import { identity } from '#identity'
import { accessEntriesOf } from '#platform/audit.ts'
import type { Module } from '#platform/module.ts'
import { type Holding, wholly } from '#platform/personal.ts'
import { requests } from '#requests'
import { incidentsOf } from './incidents/queries.ts'
import { deleteMailsTo, mailsTo } from './queries.ts'
import { exportedEntry } from './words.ts'

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

const own: readonly Holding[] = [mails, journal]

const MODULES: readonly Module[] = [people, signin, mandates, identity, forms, requests, files]

/** In the order of the page. */
export function allHoldings(): readonly Holding[] {
  return [...MODULES.flatMap(({ personal = [] }) => personal), ...own]
}

/** The other way: what finds the person by their address goes before the address, sites are told before sessions end. */
export function erasingOrder(): readonly Holding[] {
  return [...own, ...MODULES.toReversed().flatMap(({ personal = [] }) => personal)]
}
