// The receipt as a paper to keep: the same words as the page, in an accessible PDF.
import { drawPaper } from '#platform/pdf/aside.ts'
import type { Part } from '#platform/pdf/document.ts'
import { showCode } from '../record/code.ts'
import {
  chargeWords,
  CODE_WORDS,
  promisedItems,
  type ReceiptView,
  RIGHTS,
  sentFacts,
  titleWords,
} from './receipt-words.ts'

function partsOf(view: ReceiptView, trackingUrl: string): Part[] {
  const { received, at } = titleWords(view)
  const { authority, unit, address, phone, email, because } = chargeWords(view)
  const reach = [authority, unit, address, phone, email].filter((line) => line !== undefined).join('\n')
  return [
    { kind: 'text', text: `${received} le ${at}. Ce document vaut accusé de réception.` },
    { kind: 'promise', title: 'Ce que nous vous promettons', items: promisedItems(view) },
    { kind: 'heading', text: 'Pour suivre votre demande' },
    {
      kind: 'codes',
      items: [
        ['Numéro de suivi', showCode(view.code)],
        ['Référence', view.request.ref],
      ],
    },
    { kind: 'text', text: `Donnez ce numéro à l’adresse ${trackingUrl}` },
    { kind: 'text', text: CODE_WORDS },
    ...(view.note === '' ? [] : [{ kind: 'text', text: view.note } satisfies Part]),
    { kind: 'heading', text: 'Vos réponses' },
    { kind: 'facts', rows: sentFacts(view).map(({ label, value }) => [label, [value].flat().join('\n')]) },
    ...signedParts(view),
    { kind: 'heading', text: 'Le service chargé de votre demande' },
    { kind: 'text', text: reach },
    { kind: 'text', text: `Pourquoi ce service\u00a0? ${because}`, quiet: true },
    { kind: 'heading', text: 'Vos droits' },
    ...RIGHTS.map((text): Part => ({ kind: 'text', text, quiet: true })),
  ]
}

const signedParts = ({ signed }: ReceiptView): Part[] =>
  signed.length === 0
    ? []
    : [
        { kind: 'heading', text: 'Signature' },
        { kind: 'facts', rows: signed.map(({ label, said }) => [label, said.join('\n')]) },
      ]

/**
 * The paper of a receipt.
 * @param origin of the site where it was sent: `https://bron.exemple.fr`
 */
export function receiptPaper(view: ReceiptView, origin: string): Promise<Buffer> {
  return drawPaper({
    title: `${titleWords(view).done}\u00a0: accusé de réception`,
    author: chargeWords(view).authority,
    foot: `Demande ${view.request.ref}`,
    at: view.request.receivedAt,
    parts: partsOf(view, `${origin}/suivi`),
  })
}
