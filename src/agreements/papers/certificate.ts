// The certificate of erasure (article 7; GDPR, article 28, paragraph 3, g): what went, what stays and why, by whom, the copy given.
import { of, the } from '#platform/french/noun.ts'
import type { Part } from '#platform/pdf/document.ts'
import { capital, dateTime, longDate, number } from '#platform/ui/french.ts'
import { authorityNoun } from '#territory'
import { span } from '../life/life.ts'
import type { Erasure } from '../record/erasure.ts'
import { actDate } from '../record/words.ts'
import type { Said } from './said.ts'

const heading = (text: string): Part => ({ kind: 'heading', text })
const text = (...paragraphs: string[]): Part[] => paragraphs.map((one) => ({ kind: 'text', text: one }))

const copyWords = ({ copy, without }: Erasure, zone: string): readonly (readonly [string, string])[] =>
  copy === null
    ? [['Copie remise', `Aucune\u00a0: ${without}`]]
    : [
        ['Copie remise', `Faite le ${longDate(new Date(copy.at), zone)}`],
        ['Empreinte de son manifeste (SHA-256)', copy.manifest],
      ]

function done(said: Said, erasure: Erasure): Part[] {
  const { row, commune, metropolis, place } = said
  const end = span(row)?.to ?? row.endsOn
  return [
    ...text(
      `${capital(the(authorityNoun(metropolis)))} certifie avoir effacé les données ${of(authorityNoun(commune))} qu’elle traitait pour son compte par la convention n° ${row.number}, finie le ${actDate(end)} (article 7 de la convention\u00a0; RGPD, article 28, paragraphe 3, g).`,
    ),
    {
      kind: 'facts',
      rows: [
        ['Décidé', `${capital(dateTime(erasure.decidedAt, place.zone))}, par ${erasure.decidedBy}`],
        ['Terminé', capital(dateTime(erasure.at, place.zone))],
        ...copyWords(erasure, place.zone),
      ],
    },
  ]
}

export function certificateParts(said: Said): Part[] {
  const { erasure } = said
  if (erasure === null) return []
  const gone = Object.entries(erasure.erased).filter(([, count]) => count > 0)
  return [
    ...done(said, erasure),
    heading('Ce qui est effacé'),
    ...(gone.length === 0 ? text('Il n’y avait rien à effacer.') : []),
    { kind: 'facts', rows: gone.map(([what, count]) => [what, number(count)]) },
    ...text(
      'Une demande rendue anonyme ne dit plus que le service, le jour et l’état, pour les comptes. Celles qui étaient ouvertes à la fin de la convention ont été transmises à la Métropole, qui y répond.',
    ),
    heading('Ce qui reste, et pourquoi'),
    {
      kind: 'facts',
      rows: erasure.kept.map(({ what, because, count }) => [`${what} (${number(count)})`, because]),
    },
    ...text('Qui administre la commune garde son poste, et lit par lui ce certificat et la convention.'),
  ]
}
