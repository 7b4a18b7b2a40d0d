// The letters of a list, as one file to print, fold and post: the code that puts a card into service, or the squares of a pass on paper.
import type { Read, Write } from '#platform/db/db.ts'
import type { Config } from '#platform/config.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { fullDate } from '#platform/ui/french.ts'
import { personName } from '#people'
import { territory, todayThere } from '#territory'
import { squaresOf } from '../holder/paper.ts'
import { type Batch, lastDays, type Listed, listedIn } from '../record/orders.ts'
import { spokenGroups } from '../token/spoken.ts'
import { noteTaken } from './make.ts'
import { activationCode } from './order.ts'

interface Tools {
  config: Pick<Config, 'secret' | 'demo'>
}

/** « 7 rue du Port, 69001 Lyon » in the lines of an envelope. */
const linesOf = (address: string): string[] =>
  address
    .split(/\s*(?:,|\n)\s*/)
    .filter((line) => line !== '')
    .slice(0, 5)

const LOST =
  'Si ce n’est pas à vous, ou si vous n’avez rien demandé\u00a0: rapportez cet envoi à un guichet, ou déposez-le dans une boîte aux lettres.'

/** A card is in the same envelope, and has no name: its code is what ties both. */
function cardParts(tools: Tools, { supportId, label, madeAs }: Listed): Part[] {
  const where =
    madeAs === 'chip'
      ? 'Elle s’ouvre chez les partenaires qui lisent les puces\u00a0: chacun y lit un numéro qui n’est qu’à lui.'
      : 'Le carré de son dos se montre à la porte de ce partenaire, et ne dit rien ailleurs.'
  return [
    { kind: 'text', text: `Votre carte est avec cette lettre\u00a0: ${label}. ${where}` },
    {
      kind: 'text',
      text: 'Elle n’ouvre rien avant que vous la mettiez en service\u00a0: dans «\u00a0Mon pass\u00a0», à «\u00a0Cartes et papiers\u00a0», tapez ce code. Un guichet le fait aussi avec vous.',
    },
    { kind: 'codes', items: [['Code de mise en service', spokenGroups(activationCode(tools, supportId))]] },
    {
      kind: 'text',
      quiet: true,
      text: `Rien n’est imprimé sur la carte qui dise qui vous êtes. Perdue\u00a0: arrêtez-la dans «\u00a0Mon pass\u00a0», ou à un guichet\u00a0; vos droits restent. ${LOST}`,
    },
  ]
}

async function paperParts(tools: Tools, tx: Write, one: Listed, today: string): Promise<Part[]> {
  const until = fullDate(lastDays(today, 'letter'))
  return [
    {
      kind: 'text',
      text: `Présentez le code du lieu où vous êtes\u00a0: chacun ne s’ouvre que là. La première fois, la porte demande le réseau. Bon jusqu’au ${until} au plus.`,
    },
    ...(await squaresOf(tools, tx, one)),
    {
      kind: 'text',
      quiet: true,
      text: `Perdu\u00a0: arrêtez-le dans «\u00a0Mon pass\u00a0», ou à un guichet. Qui le trouve peut s’en servir jusque-là. ${LOST}`,
    },
  ]
}

async function letterOf(
  tools: Tools,
  tx: Write,
  one: Listed,
  said: { from: string; today: string },
): Promise<Part[]> {
  const name = (await personName(tx, one.personId)) ?? ''
  const isPaper = one.madeAs === 'letter'
  const parts = isPaper ? await paperParts(tools, tx, one, said.today) : cardParts(tools, one)
  const to = [name, ...linesOf(one.address ?? 'À remettre au guichet')]
  return [
    { kind: 'letter', from: said.from, to, title: isPaper ? 'Votre pass sur papier' : 'Votre carte du pass' },
    ...parts,
  ]
}

/** A sheet for whoever posts them, then a letter each. */
export async function lettersOf(tools: Tools, tx: Write, reader: Read, batch: Batch): Promise<Paper> {
  const listed = await listedIn(tx, batch.id)
  await noteTaken(tx, reader, batch, listed)
  const from = (await territory(tx)).authority(batch.authorityId).name
  const today = await todayThere(tx)
  const letters: Part[] = []
  for (const one of listed) letters.push(...(await letterOf(tools, tx, one, { from, today })))
  const posted = listed.filter(({ address }) => address !== null).length
  return {
    ...{ title: `Liste n° ${batch.id}`, author: from, foot: null, at: tx.now },
    parts: [
      {
        kind: 'facts',
        rows: [
          ['Lettres', String(listed.length)],
          ['À poster', String(posted)],
          ['À remettre au guichet', String(listed.length - posted)],
        ],
      },
      {
        kind: 'text',
        text: 'Cette feuille est pour vous. Chaque lettre commence une page\u00a0: pliée en trois, son adresse est dans la fenêtre d’une enveloppe longue.',
      },
      ...letters,
    ],
  }
}
