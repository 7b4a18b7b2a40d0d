// « Mes travaux »: the long work one asked for, the latest first.
import { agent } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import { ownRuns, type RunRow } from '#platform/runs/queries.ts'
import type { FrameOf } from '#platform/screens/list-screen.ts'
import { listOf } from '#platform/screens/list.ts'
import { shortDateTime } from '#platform/ui/french.ts'
import { adminFrame, deskFrame, territory } from '#territory'
import { countWords, stateTag, stateWord } from './words.ts'

export const HERE = '/agents/travaux'
/** What retention leaves of a month of work, and more. */
const MOST = 500

const working = agent('handler', 'manager', 'reception').anywhere

/** Whoever works at the desk stays there; whoever administers, in the administration. */
export const ownFrame: FrameOf = (ctx, tx) =>
  working.ever(ctx.actor) ? deskFrame(ctx, tx) : adminFrame(ctx, tx)

export const ownList = listOf<RunRow & { zone: string }>({
  at: HERE,
  action: 'run.read',
  title: 'Mes travaux',
  one: 'travail',
  several: 'travaux',
  columns: [
    {
      label: 'Travail',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${HERE}/${id}">${title}</a>`,
    },
    { label: 'État', text: stateWord, cell: stateTag },
    { label: 'Avancement', text: (run) => countWords(run, undefined) },
    { label: 'Demandé', text: ({ createdAt, zone }) => shortDateTime(createdAt, zone) },
  ],
  id: ({ id }) => id,
  async rows(tx) {
    const { zone } = await territory(tx)
    return (await ownRuns(tx, tx.actor.personId ?? 0, MOST)).map((run) => ({ ...run, zone }))
  },
  empty: {
    title: 'Aucun travail pour l’instant',
    text: 'Ce qui demande du temps se fait ici, pendant que vous faites autre chose\u00a0: le fichier d’une longue liste, un acte sur beaucoup de demandes.',
  },
})
