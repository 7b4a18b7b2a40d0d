// A settlement as it is read: by the authority and by the partner on screen, printed, as a PDF, as lines for accountants.
import { type Html, html } from '#platform/html.ts'
import type { Reply } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import type { Paper } from '#platform/pdf/document.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { facts, section } from '#platform/ui/content.ts'
import { tag } from '#platform/ui/feedback.ts'
import { longDate, monthYear, number, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { euros } from '../ledger/words.ts'
import { className, plainEuros } from '../partner/words.ts'
import type { Dispute, Line, Settlement } from './queries.ts'
import { centsOf, stateOf, STATES, totalOf } from './settlement.ts'

/** What is said beside the lines and disputes, by whoever reads. */
export interface Acts {
  line?: (line: Line) => Html | false
  dispute?: (dispute: Dispute) => Html | false
}

export const monthPath = ({ month }: Pick<Settlement, 'month'>): string => month.slice(0, 7)
export const monthText = ({ month }: Pick<Settlement, 'month'>): string => monthYear(month)

const lineName = ({ product, class: id, corrects }: Line): string =>
  `${corrects === null ? '' : 'Correction\u00a0: '}${product}, ${className(id)}`

function linesTable({ lines }: Settlement, { line: act }: Acts): Html {
  const rows = lines.map((line) => [
    lineName(line),
    number(line.uses),
    euros(line.unitCents),
    euros(centsOf(line)),
    ...(act === undefined ? [] : [act(line)]),
  ])
  const total = ['Total', '', '', html`<b>${euros(totalOf(lines))}</b>`, ...(act === undefined ? [] : [''])]
  const columns = [
    { label: 'Ligne' },
    { label: 'Passages', right: true },
    { label: 'Remboursé par passage', right: true },
    { label: 'Montant', right: true },
    ...(act === undefined ? [] : [{ label: 'Contester', hidden: true }]),
  ]
  return table({
    caption: 'Lignes du décompte',
    captionHidden: true,
    columns,
    rows: [...rows, total],
    dense: true,
  })
}

function disputesList({ lines, disputes }: Settlement, zone: string, { dispute: act }: Acts): Html | false {
  const items = disputes.map((dispute) => {
    const line = lines.find(({ id }) => id === dispute.lineId)
    const correction = lines.find(({ id }) => id === dispute.correctionId)
    const answer =
      dispute.said === null
        ? html`<p>${tag('warn', 'Sans réponse')} ${act?.(dispute)}</p>`
        : html`<p><b>Réponse du ${longDate(new Date(dispute.answeredAt ?? dispute.at), zone)}</b>&nbsp;: ${dispute.said} ${correction === undefined ? 'La ligne reste comme elle est.' : html`Correction de ${plural(correction.uses, 'passage', 'passages')}, ${euros(centsOf(correction))}.`}</p>`
    return html`<li><p><b>${line === undefined ? '' : lineName(line)}</b>, contestée le ${longDate(new Date(dispute.at), zone)}&nbsp;: ${dispute.reason}</p>${answer}</li>`
  })
  return items.length > 0 && section('Contestations', html`<ul class="stack">${items}</ul>`, { small: true })
}

/** Its state, lines, disputes, as a page holds them. */
export function settlementBody(settlement: Settlement, zone: string, acts: Acts = {}): Html {
  const { madeAt, acceptedAt, paidAt, reference, lines } = settlement
  const [label, tone] = STATES[stateOf(settlement)]
  const told = facts([
    ['État', tag(tone, label)],
    ['Arrêté le', longDate(madeAt, zone)],
    ['Accepté le', acceptedAt === null ? '' : longDate(acceptedAt, zone)],
    ['Payé le', paidAt === null ? '' : `${longDate(paidAt, zone)}, ${reference ?? ''}`],
    ['Total', html`<b>${euros(totalOf(lines))}</b>`],
  ])
  const body =
    lines.length === 0
      ? html`<p>Aucun passage ce mois-ci&nbsp;: rien n’est dû.</p>`
      : linesTable(settlement, acts)
  return html`${told}${body}${disputesList(settlement, zone, acts)}
    <p class="meta">Ce que des portes ont envoyé trop tard pour un mois est payé avec le suivant. Une ligne ne se réécrit jamais&nbsp;: une correction s’y ajoute.</p>`
}

/** What is printed. */
export function settlementPaper(
  settlement: Settlement,
  said: { partner: string; authority: string; siret: string; zone: string },
): Paper {
  const { lines, madeAt, reference } = settlement
  const title = `Décompte\u00a0: ${monthText(settlement)}, ${said.partner}`
  return {
    title,
    author: said.authority,
    foot: title,
    at: madeAt,
    parts: [
      {
        kind: 'facts',
        rows: [
          ['Partenaire', said.siret === '' ? said.partner : `${said.partner}\nSIRET ${said.siret}`],
          ['État', STATES[stateOf(settlement)][0]],
          ['Arrêté le', longDate(madeAt, said.zone)],
          ...(reference === null ? [] : [['Mandat', reference] as const]),
        ],
      },
      { kind: 'heading', text: 'Lignes' },
      {
        kind: 'facts',
        rows: lines.map((line) => [
          lineName(line),
          `${number(line.uses)} × ${euros(line.unitCents)} = ${euros(centsOf(line))}`,
        ]),
      },
      { kind: 'facts', rows: [['Total', euros(totalOf(lines))]] },
      {
        kind: 'text',
        text: 'Aucun titulaire n’est nommé\u00a0: un passage est compté, pas une personne.',
        quiet: true,
      },
    ],
  }
}

const attached = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })

export async function settlementPdf(
  paper: Paper,
  settlement: Settlement,
  personId: number | null,
): Promise<Reply> {
  const body = await drawPaper(paper, personId)
  return {
    kind: 'bytes',
    body,
    type: 'application/pdf',
    headers: attached(`decompte-${monthPath(settlement)}.pdf`),
  }
}

/** For accountants: a line each, amounts in euros. */
export function settlementCsv(settlement: Settlement, partner: string): Reply {
  const month = monthPath(settlement)
  const body = csvOf([
    [
      'Mois',
      'Partenaire',
      'Ligne',
      'Corrige',
      'Produit',
      'Classe',
      'Passages',
      'Remboursé par passage',
      'Montant',
    ],
    ...settlement.lines.map((line) => [
      ...[month, partner, String(line.id), line.corrects === null ? '' : String(line.corrects)],
      ...[
        line.product,
        className(line.class),
        String(line.uses),
        plainEuros(line.unitCents),
        plainEuros(centsOf(line)),
      ],
    ]),
  ])
  return { kind: 'bytes', body, type: 'text/csv; charset=utf-8', headers: attached(`decompte-${month}.csv`) }
}
