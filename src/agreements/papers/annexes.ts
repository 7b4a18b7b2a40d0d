// The annexes of an agreement: what is paid, and what is done of personal data for the commune (GDPR, article 28).
import { the } from '#platform/french/noun.ts'
import type { Part } from '#platform/pdf/document.ts'
import { capital, listSentence, number, percent, quoted } from '#platform/ui/french.ts'
import { authorityNoun } from '#territory'
import { CATEGORIES, durationWords, legalBaseWords, type ProcessingEntry } from '#register'
import type { Line } from '../life/line.ts'
import { bracketOf, bracketWords, OFFERS } from '../price/grid.ts'
import { euros, rateWords, wholeEuros } from '../price/money.ts'
import { BUDGET_LINE, actDate, bracketSize, populationWords } from '../record/words.ts'
import type { Said } from './said.ts'

const heading = (text: string): Part => ({ kind: 'heading', text })
const text = (...paragraphs: string[]): Part[] => paragraphs.map((one) => ({ kind: 'text', text: one }))

function lineWords({ net, tax, gross, discount, pieces }: Line): string {
  const parts =
    pieces.length > 1
      ? pieces.map(({ offer, days, cents }) => `${OFFERS[offer]}, ${days} jours\u00a0: ${euros(cents)}`)
      : []
  const less =
    discount === null
      ? []
      : [`remise de ${percent(discount.percent / 100)}\u00a0: −\u00a0${euros(discount.cents)}`]
  return [`${euros(gross)} TTC`, `${euros(net)} HT, ${euros(tax)} de TVA`, ...parts, ...less].join('\n')
}

/** What is paid: the grid, the population, a line for each year. */
export function financialParts({ grid, row, lines, commune }: Said): Part[] {
  const { population } = row
  return [
    heading('Grille'),
    ...text(
      `Prix par an, TTC, votés le ${actDate(grid.votedOn)} (délibération n° ${grid.deliberation}). La borne basse d’une tranche en fait partie. TVA\u00a0: ${rateWords(grid.rate)}.`,
    ),
    {
      kind: 'facts',
      rows: grid.brackets.map((bracket) => [
        capital(bracketSize(grid, bracket)),
        `${OFFERS.full}\u00a0: ${wholeEuros(bracket.full)}\n${OFFERS.restricted}\u00a0: ${wholeEuros(bracket.restricted)}`,
      ]),
    },
    heading('Population'),
    ...text(
      `${capital(the(authorityNoun(commune)))} compte ${number(population.figure)} habitants (${populationWords(population)})\u00a0: tranche «\u00a0${bracketWords(grid, bracketOf(grid, population.figure))}\u00a0».`,
    ),
    heading('Échéances'),
    { kind: 'facts', rows: lines.map((line) => [String(line.year), lineWords(line)]) },
    ...text(
      `Les années qui suivent la première ne sont dues que si la convention est reconduite, au prix de la tranche lue alors. Imputation de la dépense\u00a0: ${BUDGET_LINE}.`,
    ),
  ]
}

const DUTIES = [
  'ne traiter les données que sur instruction documentée de la commune, qui résulte de la présente convention et de ce que la commune publie et règle dans la plateforme',
  'n’y donner accès qu’à des personnes tenues à la confidentialité, chacune pour ce qui la concerne, et garder la trace de ces accès',
  'prendre les mesures de sécurité de l’article 32, dont celles que chaque fiche énumère',
  'ne recourir à un autre sous-traitant qu’après en avoir informé la commune, qui peut s’y opposer',
  'aider la commune à répondre aux personnes qui exercent leurs droits\u00a0: la plateforme leur donne une copie de leurs données, le journal des accès et l’effacement',
  'lui notifier toute violation de données dans les meilleurs délais, et l’aider pour ses analyses d’impact',
  'à la fin de la convention, lui remettre une copie complète de ses données, puis les effacer et lui en remettre un certificat',
  'tenir à sa disposition ce qui démontre le respect de ces obligations, et permettre des audits',
]

const entryParts = (entry: ProcessingEntry): Part[] => [
  heading(entry.title),
  {
    kind: 'facts',
    rows: [
      ['Finalité', entry.purpose],
      ['Base légale', legalBaseWords(entry.legalBase)],
      ['Personnes', entry.people.join('\n')],
      ['Données', entry.categories.map((id) => CATEGORIES[id]).join('\n')],
      ['Destinataires', entry.recipients.join('\n')],
      [
        'Conservation',
        entry.retention.map(({ keep, from }) => `${durationWords(keep)} à partir de ${from}`).join('\n'),
      ],
      ['Sécurité', entry.security.join('\n')],
      [
        'Hors de l’Union européenne',
        entry.transfers.length === 0 ? 'Aucun transfert' : entry.transfers.join('\n'),
      ],
    ],
  },
]

/** What the metropolis does of data for the commune, from the register of processing. */
export const dataParts = ({ commune, metropolis, entries, row, opens }: Said): Part[] => [
  ...text(
    `${capital(the(authorityNoun(commune)))} est responsable des traitements énumérés ici\u00a0; ${the(authorityNoun(metropolis))} les met en œuvre pour son compte (RGPD, article 28), pendant la convention n° ${row.number} et les trente jours qui la suivent. ${capital(the(authorityNoun(metropolis)))} est seule responsable du compte du territoire.`,
  ),
  ...(opens.length === 0
    ? []
    : text(
        `Secteurs du pass\u00a0: ${listSentence(opens.map(quoted))}. Un partenaire connaît un titulaire par une valeur tirée au hasard pour lui et pour ce secteur, et par rien d’autre\u00a0: deux secteurs n’ont aucun identifiant en commun.`,
      )),
  heading('Obligations de la métropole'),
  ...text('La métropole s’engage à\u00a0:', ...DUTIES.map((duty) => `– ${duty}\u00a0;`)),
  ...entries.flatMap(entryParts),
]
