// The yearly report of a partner, as a page and as a PDF.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { of, the } from '#platform/french/noun.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { dateTime, percent, plural } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { type Figure, reportRows } from './queries.ts'
import { WRITE } from './words.ts'

function valueWords({ kind, value, peers }: Figure): string {
  const own = value === null ? 'Aucune donnée' : WRITE[kind].shown(value)
  return peers === null
    ? own
    : `${own}\nMédiane des communes de même taille\u00a0: ${WRITE[kind].shown(peers)}`
}

/** The sentence that comes first. */
function summary(figures: readonly Figure[]): string {
  const valueOf = (id: string) => figures.find((figure) => figure.id === id)?.value ?? null
  const [received, kept] = [valueOf('requests.received') ?? 0, valueOf('requests.kept')]
  if (received === 0) return 'Aucune demande n’a été reçue cette année.'
  const said = `${plural(received, 'demande a été reçue', 'demandes ont été reçues')} cette année.`
  return kept === null ? said : `${said} Le délai promis a été tenu pour ${percent(kept)} des solutions.`
}

/** The report of that commune in that year. @throws NotFound, for another’s as for one that is not made */
export async function reportPaper(tx: Read, slug: string, year: number): Promise<Paper> {
  const place = await territory(tx)
  const commune = place.authorities.find((authority) => authority.slug === slug)
  const rows = commune === undefined ? [] : await reportRows(tx, commune.id)
  const row = rows.find((one) => one.year === year)
  if (commune === undefined || row === undefined)
    throw new NotFound('Ce rapport n’est pas fait, ou n’est pas celui de votre commune.')
  const { figures, isFinal, madeAt } = row
  const parts: Part[] = [
    { kind: 'text', text: summary(figures) },
    { kind: 'facts', rows: figures.map((figure) => [figure.label, valueWords(figure)]) },
    {
      kind: 'text',
      text: 'Les communes de même taille sont celles de la même tranche de population\u00a0; à moins de trois, rien n’est comparé. Aucune n’est nommée. La part des habitants satisfaits se dit une fois l’année finie, de cinq satisfaits et cinq autres au moins.',
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
