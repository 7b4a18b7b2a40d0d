// The yearly report of a partner, as a page and as a PDF.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { of, the } from '#platform/french/noun.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { dateTime, number, percent, plural } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { euros } from '../price/money.ts'
import { agreement } from '../record/write.ts'
import { type Figure, reportRows } from './queries.ts'

const WRITE: Readonly<Record<Figure['kind'], (value: number) => string>> = {
  count: (value) => number(Math.round(value)),
  share: percent,
  cents: (value) => euros(Math.round(value)),
}

function valueWords({ kind, value, peers }: Figure): string {
  const own = value === null ? 'Aucune donnée' : WRITE[kind](value)
  return peers === null ? own : `${own}\nMédiane des communes de même taille\u00a0: ${WRITE[kind](peers)}`
}

/** The sentence that comes first. */
function summary(figures: readonly Figure[]): string {
  const valueOf = (id: string) => figures.find((figure) => figure.id === id)?.value ?? null
  const [received, kept] = [valueOf('requests.received') ?? 0, valueOf('requests.kept')]
  if (received === 0) return 'Aucune demande n’a été reçue cette année.'
  const said = `${plural(received, 'demande a été reçue', 'demandes ont été reçues')} cette année.`
  return kept === null ? said : `${said} Le délai promis a été tenu pour ${percent(kept)} des solutions.`
}

/** That report. @throws NotFound */
export async function reportPaper(tx: Read, agreementId: number, year: number): Promise<Paper> {
  const { authorityId } = await agreement(tx, agreementId)
  const place = await territory(tx)
  const commune = place.authority(authorityId)
  const row = (await reportRows(tx, authorityId)).find((one) => one.year === year)
  if (row === undefined) throw new NotFound('Le rapport de cette année n’est pas fait.')
  const { figures, isFinal, madeAt } = row
  const parts: Part[] = [
    { kind: 'text', text: summary(figures) },
    { kind: 'facts', rows: figures.map((figure) => [figure.label, valueWords(figure)]) },
    {
      kind: 'text',
      text: 'Les communes de même taille sont celles de la même tranche de population\u00a0; à moins de trois, rien n’est comparé. Aucune n’est nommée.',
      quiet: true,
    },
    {
      kind: 'text',
      text: `${isFinal ? 'Arrêté' : 'Provisoire, compté'} le ${dateTime(madeAt, place.zone)}.`,
      quiet: true,
    },
  ]
  return {
    title: `Rapport d’activité ${year} ${of(authorityNoun(commune))}`,
    author: place.metropolis.name,
    foot: `Guichet numérique, rapport ${year} pour ${the(authorityNoun(commune))}`,
    at: madeAt,
    parts,
  }
}
