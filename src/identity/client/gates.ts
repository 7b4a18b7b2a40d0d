// What sites ask of the register: the entry that each relies on stays, and says all that it is given.
import { type Gate, gateOn, type Ground, type Problem } from '#platform/house/definition.ts'
import { quoted } from '#platform/ui/french.ts'
import { covers, PROCESSING, type ProcessingEntry, register, registerOf } from '#register'
import { territory } from '#territory'
import { type ClientRow, clientsOfAuthorities } from '../store/queries.client.ts'
import { VALUES } from '../store/values.ts'

const sites = (ground: Ground): Promise<ClientRow[]> =>
  ground.once('sites', async (tx) =>
    clientsOfAuthorities(
      tx,
      (await territory(tx)).authorities.map(({ id }) => id),
    ),
  )

const labelOf = (value: string): string => VALUES.find(({ id }) => id === value)?.label ?? value

/** Why a site that relied on one entry cannot rely on what would stand in its place. */
function problemOf(
  { name, authorityName, allowedValues }: ClientRow,
  before: ProcessingEntry,
  after: ProcessingEntry | undefined,
): Problem[] {
  const site = `Le site ${quoted(name)} (${authorityName})`
  if (after === undefined) return [{ at: 'sector', sentence: `${site} n’aurait plus de fiche.` }]
  const lost = allowedValues.filter((value) => covers(before, value) && !covers(after, value))
  if (lost.length === 0) return []
  const values = lost.map((value) => quoted(labelOf(value))).join(', ')
  return [
    { at: 'categories', sentence: `${site} reçoit ${values}, que la fiche ${after.id} ne prévoirait pas.` },
  ]
}

async function problemsOf(ground: Ground, id: string): Promise<Problem[]> {
  const now = await register(ground.tx)
  const then = registerOf(
    [...(await ground.all(PROCESSING)).values()].map((body) => ({
      version: 0,
      publishedAt: ground.tx.now,
      body,
    })),
  )
  return (await sites(ground)).flatMap((site) => {
    const [before, after] = [now, then].map((one) => one.sitesOf(site.authorityCode, site.sector))
    const isOfIt = before?.id === id || after?.id === id
    return before !== undefined && isOfIt ? problemOf(site, before, after) : []
  })
}

export const gates: readonly Gate[] = [
  gateOn(PROCESSING, {
    refuse: ({ id }, ground) => problemsOf(ground, id),
    keep: (id, ground) => problemsOf(ground, id),
  }),
]
