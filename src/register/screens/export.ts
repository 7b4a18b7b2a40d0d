// The register to take away, with the headings of the CNIL's model of register (GDPR art. 30): JSON, CSV and ODS.
import { csvOf } from '#platform/screens/csv.ts'
import type { Territory } from '#territory'
import { CATEGORIES, type ProcessingEntry, SECTORS } from '../entry/definition.ts'
import { spreadsheet } from '#platform/sheets/ods.ts'
import type { EntryRow } from '../entry/register.ts'
import { controllerWords, durationWords, legalBaseWords } from '../entry/words.ts'

type Place = Pick<Territory, 'metropolis' | 'authorityByCode'>

interface Column {
  title: string
  text: (row: EntryRow, place: Place) => string
}

const of =
  (read: (entry: ProcessingEntry) => string): Column['text'] =>
  ({ body }) =>
    read(body)

/** How long one kind of data is kept: « Brouillons : 90 jours à partir de la dernière modification. … » */
const retentionWords = (entry: ProcessingEntry): string[] =>
  entry.retention.map(
    ({ keep, from, action }) => `${durationWords(keep)} à partir de\u00a0: ${from}. ${action}`,
  )

const COLUMNS: readonly Column[] = [
  { title: 'Référence', text: of(({ id }) => id) },
  { title: 'Nom du traitement', text: of(({ title }) => title) },
  {
    title: 'Responsable du traitement',
    text: ({ body }, place) => controllerWords(body.controller, place),
  },
  { title: 'Secteur', text: of(({ sector }) => SECTORS[sector]) },
  { title: 'Date de la version', text: ({ publishedAt }) => publishedAt.toISOString().slice(0, 10) },
  { title: 'Version', text: ({ version }) => String(version) },
  { title: 'Finalité', text: of(({ purpose }) => purpose) },
  { title: 'Base légale', text: of(({ legalBase }) => legalBaseWords(legalBase)) },
  { title: 'Catégories de personnes concernées', text: of(({ people }) => people.join('\n')) },
  {
    title: 'Catégories de données',
    text: of(({ categories }) => categories.map((id) => CATEGORIES[id]).join('\n')),
  },
  {
    title: 'Données sensibles',
    text: of(({ categories }) => (categories.includes('health') ? CATEGORIES.health : 'Non')),
  },
  { title: 'Durées de conservation', text: of((entry) => retentionWords(entry).join('\n')) },
  { title: 'Catégories de destinataires', text: of(({ recipients }) => recipients.join('\n')) },
  {
    title: 'Transferts hors de l’Union européenne',
    text: of(({ transfers }) => (transfers.length === 0 ? 'Aucun' : transfers.join('\n'))),
  },
  { title: 'Mesures de sécurité', text: of(({ security }) => security.join('\n')) },
]

function tableOf(rows: readonly EntryRow[], place: Place): string[][] {
  return [
    COLUMNS.map(({ title }) => title),
    ...rows.map((row) => COLUMNS.map(({ text }) => text(row, place))),
  ]
}

/** Entries as they are in force, with their version. */
export function asJson(rows: readonly EntryRow[]): string {
  return JSON.stringify(
    rows.map(({ version, publishedAt, body }) => ({ ...body, version, since: publishedAt })),
    null,
    2,
  )
}

/** A CSV file. */
export const asCsv = (rows: readonly EntryRow[], place: Place): string => csvOf(tableOf(rows, place))

/** An OpenDocument spreadsheet of one sheet. */
export function asOds(rows: readonly EntryRow[], place: Place): Buffer {
  return spreadsheet('Registre', tableOf(rows, place))
}
