// The text of an agreement, made of what is kept of it: never written by hand, it cannot say anything else.
import { of, the } from '#platform/french/noun.ts'
import type { Part } from '#platform/pdf/document.ts'
import { listSentence, quoted } from '#platform/ui/french.ts'
import { authorityNoun } from '#territory'
import { noticeDay, yearOf } from '../life/life.ts'
import { OFFERS } from '../price/grid.ts'
import { euros } from '../price/money.ts'
import { actDate } from '../record/words.ts'
import type { Said } from './said.ts'

const heading = (text: string): Part => ({ kind: 'heading', text })
const text = (...paragraphs: string[]): Part[] => paragraphs.map((one) => ({ kind: 'text', text: one }))

function votes({ steps, commune, metropolis }: Said): string[] {
  const said = steps
    .filter(({ rank, kind }) => rank === 0 && kind === 'voted')
    .map(
      ({ side, onDay, reference }) =>
        `Vu la délibération n° ${reference} ${of(authorityNoun(side === 'commune' ? commune : metropolis))}, du ${actDate(onDay)}.`,
    )
  return said.length === 0 ? ['Projet, soumis au vote des deux assemblées.'] : said
}

function signatures({ steps, commune, metropolis }: Said): Part[] {
  const signed = steps.filter(({ rank, kind }) => rank === 0 && kind === 'signed')
  const dateOf = (side: string) => {
    const found = signed.find((step) => step.side === side)
    return found === undefined ? 'À signer' : `Signé le ${actDate(found.onDay)}`
  }
  return [
    heading('Signatures'),
    {
      kind: 'facts',
      rows: [
        [`Pour ${the(authorityNoun(commune))}`, dateOf('commune')],
        [`Pour ${the(authorityNoun(metropolis))}`, dateOf('metropolis')],
      ],
    },
  ]
}

const SERVICES: Part[] = text(
  'Le compte du territoire\u00a0: les habitants ont un seul compte pour les sites de la commune et de la métropole\u00a0; la commune y relie les siens.',
  'Le guichet\u00a0: les démarches de la commune sont publiées avec leurs formulaires, leur suivi et leurs délais, aux couleurs de la commune.',
  'L’aide aux usagers\u00a0: le centre de contact répond aux habitants qui ont besoin d’aide pour leurs démarches.',
)

/** « Sport et loisirs, Culture »: sectors are watertight, and named one by one. */
const passWords = (opens: readonly string[]): string =>
  opens.length === 0
    ? 'Le pass du territoire\u00a0: la convention n’ouvre aucun secteur à la commune. Ses habitants ont un pass comme les autres\u00a0; elle n’en signe aucun partenaire.'
    : `Le pass du territoire\u00a0: la convention ouvre à la commune ${opens.length === 1 ? 'le secteur' : 'les secteurs'} ${listSentence(opens.map(quoted))}. Les partenaires qu’elle signe n’ont aucun autre secteur. Un secteur qui ferme ferme leurs portes la nuit même\u00a0; les droits des titulaires sont gardés.`

function offer({ row, opens }: Said): Part[] {
  const [deed] = row.deeds
  const isFull = deed?.offer === 'full'
  return [
    heading('Article 2. Services mis à disposition'),
    ...text(`La commune souscrit l’${OFFERS[deed?.offer ?? 'full'].toLowerCase()}.`),
    ...SERVICES,
    ...text(
      isFull
        ? `Les outils des agents\u00a0: les agents de la commune traitent les demandes dans l’outil commun, pour ${row.seats} places au plus.`
        : 'Les outils des agents n’en font pas partie\u00a0: la commune garde les siens. Ses demandes lui sont transmises, et le suivi reste le même pour l’habitant et pour la métropole.',
      passWords(opens),
    ),
  ]
}

function duration({ row }: Said): Part[] {
  const [first, last] = [yearOf(row.startsOn), yearOf(row.endsOn)]
  return [
    heading('Article 3. Durée, reconduction, fin'),
    ...text(
      `La convention prend effet le ${actDate(row.startsOn)} si elle est notifiée avant ce jour, sinon le premier jour du mois qui suit sa notification. Elle vaut jusqu’à la fin de l’année, puis se reconduit chaque année sans formalité. Elle finit au plus tard le ${actDate(row.endsOn)}\u00a0: aucune reconduction ne va au-delà.`,
      `Chaque partie peut la dénoncer par écrit, ${row.noticeMonths} mois au moins avant la fin d’une année\u00a0: pour ${first}, au plus tard le ${actDate(noticeDay(first, row.noticeMonths))}. Reçue plus tard, la dénonciation vaut pour la fin de l’année suivante.`,
      `Son texte ne change que par un avenant, voté et signé de même. Si la commune se réunit à d’autres, la nouvelle commune lui succède jusqu’au terme, en ${last} au plus tard.`,
    ),
  ]
}

function money({ row, lines }: Said): Part[] {
  const [now] = lines
  const discount =
    row.discountPercent === null
      ? []
      : text(
          `Une remise de ${row.discountPercent}\u00a0% s’applique à l’année ${row.discountYear}. Elle ne se reporte pas.`,
        )
  return [
    heading('Article 4. Conditions financières'),
    ...text(
      `Le prix annuel dépend de l’offre et de la population de la commune, selon la grille de l’annexe financière.${now === undefined ? '' : ` Il est de ${euros(now.gross)} TTC pour ${now.year}.`}`,
      'La population est relue à chaque reconduction, et ne change pas en cours d’année. Une année commencée, ou dont l’offre change, se compte en jours. Un titre de recette est émis chaque année.',
    ),
    ...discount,
  ]
}

const LAST: Part[] = [
  heading('Article 5. Données personnelles'),
  ...text(
    'Chaque collectivité est responsable des traitements dont elle détermine les finalités et les moyens. La métropole est responsable du compte du territoire\u00a0; elle traite les demandes de la commune pour le compte de celle-ci, dans les conditions de l’annexe relative aux données.',
  ),
  heading('Article 6. Gouvernance'),
  ...text(
    'Un comité réunit les partenaires au moins une fois par an. Il examine l’activité, la qualité du service et les évolutions\u00a0; ses décisions sont consignées et communiquées à tous. La métropole remet chaque année à la commune un rapport d’activité.',
  ),
  heading('Article 7. Réversibilité'),
  ...text(
    'À la fin de la convention, les données de la commune restent lisibles pendant trente jours. La commune en reçoit une copie complète, dans un format documenté. Elles sont ensuite effacées, et la métropole lui remet un certificat.',
  ),
]

/** The agreement itself. */
export const agreementParts = (said: Said): Part[] => [
  ...text(
    `Entre ${the(authorityNoun(said.metropolis))} (SIREN ${said.metropolis.siren}), ci-après la métropole, et ${the(authorityNoun(said.commune))} (SIREN ${said.commune.siren}), ci-après la commune.`,
    ...votes(said),
  ),
  heading('Article 1. Objet'),
  ...text(
    'La convention dit quels services du guichet numérique la commune utilise, à quel prix et jusqu’à quand.',
  ),
  ...offer(said),
  ...duration(said),
  ...money(said),
  ...LAST,
  ...signatures(said),
]
